package io.drinkd.driver.testkit;

import java.io.IOException;

/** The program on a simulated board. */
interface Firmware {

  /** How the reading of one link ended. */
  enum End {
    /** The link has ended; the board is ready for another one unless it was switched off. */
    UNLINKED,
    /** The reader has crashed. Only a power cycle helps. */
    DEAF
  }

  /** Serves the link until it ends. */
  End serve(BoardSocket link) throws InterruptedException;

  /** The sensor of a slot shows something else; whoever is not asked for it says so. */
  default void slotChanged(BoardSocket link, int slot) throws IOException {}

  /** The same of the thermometer, also if it shows what it did a minute before. */
  default void temperatureRead(BoardSocket link) throws IOException {}

  /** Time to show that the board is alive. */
  default void keepAlive(BoardSocket link) throws IOException {}
}
