package io.drinkd.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which ports a process may open.
 *
 * @param lowest the lowest that everybody may
 * @param all whether the process may open those below it too
 */
record PortRights(int lowest, boolean all) {

  private static final Path LOWEST = Path.of("/proc/sys/net/ipv4/ip_unprivileged_port_start");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String CAPABILITIES = "CapEff:";
  private static final int BIND_SERVICE = 10;

  /** Those of whoever may open any port. */
  static PortRights unlimited() {
    return new PortRights(0, true);
  }

  /** What Linux lets this process do; nothing is forbidden where that cannot be found out. */
  static PortRights ofThisProcess() {
    try {
      return of(Files.readString(LOWEST), Files.readString(STATUS));
    } catch (IOException | NumberFormatException e) {
      return unlimited();
    }
  }

  /**
   * @param lowest what stands in {@code ip_unprivileged_port_start}
   * @param status what stands in the process's {@code status}
   */
  static PortRights of(String lowest, String status) {
    long capabilities =
        status
            .lines()
            .filter(line -> line.startsWith(CAPABILITIES))
            .mapToLong(
                line -> Long.parseUnsignedLong(line.substring(CAPABILITIES.length()).strip(), 16))
            .findFirst()
            .orElse(-1);
    return new PortRights(
        Integer.parseInt(lowest.strip()), (capabilities >> BIND_SERVICE & 1) == 1);
  }

  /** Whether the process may open a port; 0 is one that the system chooses. */
  boolean allow(int port) {
    return all || port == 0 || port >= lowest;
  }
}
