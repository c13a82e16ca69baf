package io.drinkd.appliance.config;

import io.drinkd.appliance.store.postgres.BankAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The appliance itself: its name, its folders, and who may stop it.
 *
 * @param name the name it gives itself, in its greeting for one
 * @param data the folder of the books, absolute
 * @param bank where the books are, if they are not in that folder
 * @param plugins the folders of the driver plugins, absolute, of which a later one has precedence;
 *     empty if the configuration names none
 * @param control the path of the control socket, absolute; empty if it is in the data folder
 * @param remoteShutdown whether admins may stop it from wherever they are connected
 */
public record ProcessSettings(
    String name,
    Path data,
    Optional<BankAddress> bank,
    List<Path> plugins,
    Optional<Path> control,
    boolean remoteShutdown) {

  /**
   * The keys of {@code appliance.yaml} whose settings are others there; that of the books says too
   * from where to where, without passwords.
   */
  List<String> keysThatDiffer(ProcessSettings there) {
    Map<String, Boolean> differs = new LinkedHashMap<>();
    differs.put("name", !name.equals(there.name));
    differs.put("data", !data.equals(there.data));
    differs.put("store " + change(bank, there.bank), !bank.equals(there.bank));
    differs.put("plugins", !plugins.equals(there.plugins));
    differs.put("control", !control.equals(there.control));
    differs.put("remote-shutdown", remoteShutdown != there.remoteShutdown);
    differs.values().removeIf(differ -> !differ);
    return List.copyOf(differs.keySet());
  }

  private static String change(Optional<BankAddress> here, Optional<BankAddress> there) {
    String before = shown(here);
    String after = shown(there);
    return before.equals(after)
        ? "with another password: or trust:"
        : "from " + before + " to " + after;
  }

  private static String shown(Optional<BankAddress> bank) {
    return bank.map(
            one ->
                one + " as " + one.user() + " with takeover: " + one.takeover().toMillis() + "ms")
        .orElse("a file");
  }
}
