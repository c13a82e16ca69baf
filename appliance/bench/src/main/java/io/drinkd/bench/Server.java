package io.drinkd.bench;

import java.io.Closeable;
import java.io.IOException;

/** A running server that is measured. */
interface Server extends Closeable {

  /** Opens one more connection to it. */
  Wire dial() throws IOException;

  ChildProcess process();

  /** What the connection of a number says to it, from 0. */
  Talk talk(int number, Request request);

  @Override
  void close() throws IOException;
}
