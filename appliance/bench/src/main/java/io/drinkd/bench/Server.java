package io.drinkd.bench;

import java.io.IOException;
import java.net.InetSocketAddress;

/** A running server that is measured. */
interface Server extends AutoCloseable {

  InetSocketAddress address();

  ChildProcess process();

  /** What the connection of a number says to it, from 0. */
  Talk talk(int number, Request request);

  @Override
  void close() throws IOException;
}
