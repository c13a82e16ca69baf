package io.drinkd.appliance;

import io.drinkd.appliance.config.ListenerProtocol;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.echo.EchoProtocol;
import io.drinkd.appliance.sunday.Commands;
import io.drinkd.appliance.sunday.Core;
import io.drinkd.appliance.sunday.Dialects;
import io.drinkd.appliance.sunday.SundayProtocol;
import java.util.Map;
import java.util.Set;

/** The protocols that a listener's {@code protocol:} may name. */
final class Protocols {

  private static final String SUNDAY = "sunday";
  private static final String ECHO = "echo";

  private Protocols() {}

  /** What the settings of a listener may say of each. */
  static Map<String, ListenerProtocol> known() {
    return Map.of(
        SUNDAY, new ListenerProtocol(Dialects.names(), Set.of()),
        ECHO, new ListenerProtocol(Set.of(), EchoProtocol.UNUSED_SETTINGS));
  }

  /**
   * All of them.
   *
   * @param threads how many I/O threads serve a listener
   */
  static Map<String, Protocol> of(Core core, int threads) {
    return Map.of(
        SUNDAY, new SundayProtocol(core, Commands.indexed(), threads), ECHO, new EchoProtocol());
  }
}
