package io.drinkd.bench.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;

/** A kind of server that can be measured beside others. */
public interface Contender {

  /** As tables name it. */
  String shown();

  /** Whether it is slow at first, until Java has compiled it. */
  boolean compilesAtRun();

  /**
   * Starts it in a process of its own.
   *
   * @param folder gets its files
   * @param request what it will be asked
   * @param members how many members there are, where the server knows members
   */
  Server start(Path folder, Request request, int members)
      throws IOException, InterruptedException, TimeoutException;
}
