package io.drinkd.driver.link;

import io.drinkd.driver.BoardListener;
import io.drinkd.driver.link.BoardMessage.Door;
import io.drinkd.driver.link.BoardMessage.Power;
import io.drinkd.driver.link.BoardMessage.SlotStates;
import io.drinkd.driver.link.BoardMessage.Temperature;

/** Passes on what a board reports of its machine. */
final class LinkReports {

  private LinkReports() {}

  static void pass(BoardMessage message, LinkParts parts) {
    BoardListener listener = parts.listener();
    if (message instanceof SlotStates states) {
      listener.slotsReported(states.slots());
    } else if (message instanceof Temperature temperature) {
      if (temperature.celsius().isPresent()) {
        listener.temperatureMeasured(
            temperature.thermometer(), temperature.celsius().getAsDouble());
      } else {
        parts.log().debug("the board reports a failed temperature reading");
      }
    } else if (message instanceof Door door) {
      listener.doorReported(door.open());
    } else if (message instanceof Power power) {
      listener.powerReported(power.state());
    }
  }
}
