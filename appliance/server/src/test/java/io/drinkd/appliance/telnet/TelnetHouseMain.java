package io.drinkd.appliance.telnet;

import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.sunday.House;
import java.nio.file.Path;

/** A house with a listener for telnet in a process of its own, which a test may kill. */
final class TelnetHouseMain {

  private TelnetHouseMain() {}

  /**
   * Prints the port, and serves until its input ends.
   *
   * @param arguments the data folder
   */
  public static void main(String[] arguments) throws Exception {
    try (House house = new House(Path.of(arguments[0]));
        TcpDoor door =
            new TelnetProtocol(house.services(), new Transport(house.timers(), 1))
                .open(TestListener.of(TelnetProtocol.DECLARATION, "backlog: 16"))) {
      System.out.println(door.port());
      System.in.read();
    }
  }
}
