package io.drinkd.appliance.store;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Books that can be read at length: those of a store, or a copy that nobody writes to. */
public interface StoreView {

  /**
   * Does a long piece of reading, such as a verification, on a thread and a connection of its own,
   * so that no other read waits for it. What is written meanwhile is not seen, and is kept apart
   * until the work ends; so the work only computes and waits for nobody.
   */
  <T> CompletableFuture<T> readAlone(Work<T> work);

  /** What is damaged in the home of the books, whatever its rows say; one line each. */
  CompletableFuture<List<String>> damage();
}
