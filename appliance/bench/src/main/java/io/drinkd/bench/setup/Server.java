package io.drinkd.bench.setup;

import io.drinkd.bench.load.Script;
import io.drinkd.bench.load.Wire;
import java.io.Closeable;
import java.io.IOException;

/** A running server that is measured. */
public interface Server extends Closeable {

  /** Opens one more connection to it. */
  Wire dial() throws IOException;

  ChildProcess process();

  /** What the connection of a number sends to it, from 0. */
  Script script(int number, Request request);

  @Override
  void close() throws IOException;
}
