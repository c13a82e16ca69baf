package io.drinkd.appliance;

import io.drinkd.appliance.config.AcceptSettings;
import io.drinkd.appliance.config.ApplianceSettings;
import io.drinkd.appliance.config.ListenerSettings.Endpoint;
import io.drinkd.appliance.config.MachineSettings;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.SettingsError;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether this machine has the addresses to listen on, and its user may open the ports. */
final class HostCheck {

  private final Path conf;
  private final Path file;
  private final PortRights rights;
  private final List<SettingsError> mistakes = new ArrayList<>();

  /**
   * @param conf the folder of the configuration
   */
  HostCheck(Path conf, PortRights rights) {
    this.conf = conf;
    this.file = conf.resolve("appliance.yaml");
    this.rights = rights;
  }

  /** What an appliance with these settings could not open. */
  List<SettingsError> mistakes(ApplianceSettings settings) {
    for (int i = 0; i < settings.listeners().size(); i++) {
      Endpoint endpoint = settings.listeners().get(i).endpoint();
      check("listeners[" + (i + 1) + "]", endpoint.host(), endpoint.port());
    }
    for (AcceptSettings accept : settings.boards().stream().toList()) {
      check("boards.accept", accept.host(), accept.port());
    }
    for (MachineSettings machine : settings.machines()) {
      if (machine.board().link() instanceof DialIn place) {
        Path own = conf.resolve("machines").resolve(machine.id() + ".yaml");
        place.port().ifPresent(port -> requireRight(own, "port", port));
      }
    }
    return List.copyOf(mistakes);
  }

  private void check(String key, String host, int port) {
    requireRight(file, key + ".port", port);
    requireAddress(key, host);
  }

  private void requireRight(Path where, String key, int port) {
    if (!rights.allow(port)) {
      wrong(
          where,
          key,
          port + ", which this user may not open",
          "a port from "
              + rights.lowest()
              + " on, or the right to open it: AmbientCapabilities=CAP_NET_BIND_SERVICE in the"
              + " unit of systemd");
    }
  }

  private void requireAddress(String key, String host) {
    try {
      InetAddress address = InetAddress.getByName(host);
      if (!address.isAnyLocalAddress()
          && !address.isLoopbackAddress()
          && NetworkInterface.getByInetAddress(address) == null) {
        wrong(
            file,
            key + ".host",
            host + ", which is no address of this machine",
            "one that it has, or 0.0.0.0 for all");
      }
    } catch (UnknownHostException e) {
      wrong(
          file,
          key + ".host",
          host + ", which no address is known of",
          "an address of this machine, or a name that resolves to one");
    } catch (SocketException e) {
      // The addresses of this machine cannot be listed; opening the port will show.
      return;
    }
  }

  private void wrong(Path where, String key, String found, String expected) {
    mistakes.add(new SettingsError(where, key, found, expected));
  }
}
