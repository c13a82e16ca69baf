package io.drinkd.appliance.telnet;

import io.drinkd.appliance.config.TestListener;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import io.drinkd.appliance.sunday.House;
import io.drinkd.driver.SystemTimers;
import io.drinkd.driver.Timers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A house with an open listener for telnet. */
abstract class TestWithTelnet {

  @TempDir Path data;
  private final SystemTimers timers = Timers.system("telnet-timers");
  House house;
  TcpDoor door;

  @BeforeEach
  void open() throws Exception {
    house = new House(data, options()).linkBoards();
    door = open("idle: { before-login: 60s }");
  }

  House.Options options() {
    return new House.Options();
  }

  /** Opens another door in place of the one that is open. */
  void reopen(String more) throws Exception {
    door.close();
    door = open(more);
  }

  private TcpDoor open(String more) throws Exception {
    return new TelnetProtocol(house.services(), new Transport(timers, 1))
        .open(TestListener.of(TelnetProtocol.DECLARATION, more));
  }

  @AfterEach
  void close() {
    door.close();
    house.close();
    timers.close();
  }
}
