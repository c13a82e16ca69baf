package io.drinkd.appliance.sunday;

/** Something that a client is told, spelled. */
sealed interface Said permits Reply, Rows, Told {

  /** Whole lines with their ends, as they are sent. */
  String text();
}
