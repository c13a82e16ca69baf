package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.door.CannotListenException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With which machine a connection begins. */
class GreetingTest {

  @TempDir Path data;

  @Test
  void theAddressSelectsTheMachine() throws Exception {
    assertThat(greeting("classic", House.ADDRESS_OF_LD)).isEqualTo("OK Welcome to Little Drink");
    assertThat(greeting("drinkjs", House.ADDRESS_OF_LD)).isEqualTo("Welcome to Little Drink");
  }

  @Test
  void withoutOneTheDialectSaysWhetherTheFirstIsSelected() throws Exception {
    assertThat(greeting("classic", "127.0.0.1")).isEqualTo("OK Welcome to Floor drink server");
    assertThat(greeting("drinkjs", "127.0.0.1")).isEqualTo("Welcome to Big Drink");
  }

  private String greeting(String dialect, String address)
      throws IOException, CannotListenException {
    ListenerOptions options = new ListenerOptions();
    options.host = "0.0.0.0";
    options.dialect = dialect;
    try (House house = new House(data.resolve(dialect + address));
        SundayDoor door = SundayDoor.open(options.settings(), house, Commands.indexed(), 1);
        LineClient client = LineClient.connect(InetAddress.getByName(address), door.port(), 0)) {
      return client.line();
    }
  }
}
