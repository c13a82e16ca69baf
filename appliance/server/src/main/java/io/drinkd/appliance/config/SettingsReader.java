package io.drinkd.appliance.config;

import io.drinkd.appliance.config.InDoubtSettings.Policy;
import io.drinkd.appliance.store.postgres.BankAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads the configuration folder: {@code appliance.yaml}, and one file a machine under {@code
 * machines}. The keys are those of the {@link SettingsTable}.
 */
public final class SettingsReader {

  /** The one with the settings of the house. */
  static final String FILE = "appliance.yaml";

  private final List<ProtocolDeclaration> protocols;
  private final Map<String, String> environment;

  /**
   * @param protocols those that a listener may speak
   * @param environment the process's environment, where passwords may be
   */
  public SettingsReader(
      Collection<ProtocolDeclaration> protocols, Map<String, String> environment) {
    this.protocols = List.copyOf(protocols);
    this.environment = Map.copyOf(environment);
  }

  /**
   * Reads the whole folder. May be called on any thread; reads files only.
   *
   * @throws SettingsException with every mistake that was found
   */
  public ApplianceSettings read(Path folder) {
    List<SettingsError> errors = new ArrayList<>();
    Optional<ApplianceSettings> settings = read(folder, errors, SettingsTrail.NONE);
    if (!errors.isEmpty()) {
      throw new SettingsException(errors);
    }
    return settings.orElseThrow();
  }

  /**
   * Reads {@code appliance.yaml} alone; the settings have no machines, no keys and no directory,
   * though they say what the directory decides. A command on the books then works without passwords
   * that may be in the environment of the appliance only.
   *
   * @throws SettingsException with every mistake in that file
   */
  public ApplianceSettings readWithoutMachines(Path folder) {
    return readWithoutSecrets(folder, Optional.empty(), errors -> List.of());
  }

  /**
   * The same with the password of the bank, for a command that has to open it.
   *
   * @throws SettingsException with every mistake in that file
   */
  public ApplianceSettings readWithBank(Path folder) {
    return readWithoutSecrets(
        folder, Optional.of(new SecretReader(folder, environment)), errors -> List.of());
  }

  /**
   * The same with the machines, but for their passwords.
   *
   * @throws SettingsException with every mistake in that file and in those of the machines
   */
  public ApplianceSettings readWithoutSecrets(Path folder) {
    return readWithoutSecrets(
        folder,
        Optional.empty(),
        errors -> new MachineReader(folder, Optional.empty(), errors, SettingsTrail.NONE).read());
  }

  private ApplianceSettings readWithoutSecrets(
      Path folder,
      Optional<SecretReader> bankSecrets,
      Function<List<SettingsError>, List<MachineSettings>> machines) {
    List<SettingsError> errors = new ArrayList<>();
    Optional<ApplianceSettings> settings =
        open(folder, errors, SettingsTrail.NONE)
            .map(
                section ->
                    appliance(
                        folder.toAbsolutePath(),
                        section,
                        Optional.empty(),
                        bankSecrets,
                        () -> machines.apply(errors)));
    if (!errors.isEmpty()) {
      throw new SettingsException(errors);
    }
    return settings.orElseThrow();
  }

  /**
   * Reads the whole folder, and says which settings hold.
   *
   * @param errors takes every mistake that was found
   * @return what was read, in the order in which it was; where there are mistakes, some is missing
   */
  public List<HeldSetting> held(Path folder, List<SettingsError> errors) {
    SettingsTrail trail = SettingsTrail.begin();
    read(folder, errors, trail);
    return trail.held();
  }

  /** Empty only if there are errors. */
  private Optional<ApplianceSettings> read(
      Path folder, List<SettingsError> errors, SettingsTrail trail) {
    Optional<Section> appliance = open(folder, errors, trail);
    SecretReader secrets = new SecretReader(folder, environment);
    MachineReader machines = new MachineReader(folder, Optional.of(secrets), errors, trail);
    if (appliance.isEmpty() && Files.isDirectory(folder)) {
      // These machines are not used, but their mistakes are reported with the others.
      machines.read();
    }
    Optional<ApplianceSettings> settings =
        appliance.map(
            section ->
                appliance(
                    folder.toAbsolutePath(),
                    section,
                    Optional.of(secrets),
                    Optional.of(secrets),
                    machines::read));
    if (errors.isEmpty()) {
      settings.ifPresent(sound -> new DialInCheck(folder, errors).check(sound));
    }
    return settings;
  }

  private static Optional<Section> open(
      Path folder, List<SettingsError> errors, SettingsTrail trail) {
    if (!Files.isDirectory(folder)) {
      String expected = "a folder with appliance.yaml and machines/; name it with --conf";
      errors.add(new SettingsError(folder, "", "no such folder", expected));
      return Optional.empty();
    }
    Path file = folder.resolve(FILE);
    return new YamlFiles(trail)
        .read(file, errors)
        .map(node -> new Section(file, node, Keys.of(SettingsTable.APPLIANCE), errors, trail));
  }

  /**
   * @param secrets where passwords and keys are read; empty for a command that needs none
   * @param bankSecrets the same for the password of the bank
   */
  private ApplianceSettings appliance(
      Path base,
      Section appliance,
      Optional<SecretReader> secrets,
      Optional<SecretReader> bankSecrets,
      Supplier<List<MachineSettings>> machines) {
    // In the order of the file, as mistakes are reported.
    ProcessSettings process =
        process(realFolder(base), appliance, new BankReader(base, bankSecrets).read(appliance));
    Section limits = appliance.section("limits");
    List<ListenerSettings> listeners =
        new ListenerReader(secrets.map(here -> new TlsReader(base)), secrets, protocols)
            .read(appliance);
    return new ApplianceSettings(
        process,
        listeners,
        new Limits(
            limits.duration("delay-max"),
            limits.smallNumber("queue-per-board"),
            limits.smallNumber("io-processors")),
        new MemberReader(base, secrets)
            .read(appliance.section("members"), appliance.section("logins")),
        inDoubt(appliance.section("in-doubt")),
        boards(appliance.section("boards"), listeners),
        machines.get());
  }

  /**
   * The folder that the file really is in: through a link to it, or to its folder, the same data
   * folder is meant.
   */
  private static Path realFolder(Path base) {
    try {
      return base.resolve(FILE).toRealPath().getParent();
    } catch (IOException e) {
      // Removed since it was read.
      return base;
    }
  }

  private static ProcessSettings process(Path base, Section appliance, Optional<BankAddress> bank) {
    return new ProcessSettings(
        appliance.text("name"),
        path(base, appliance, "data", appliance.text("data")),
        bank,
        appliance.words("plugins").stream()
            .map(text -> path(base, appliance, "plugins", text))
            .toList(),
        appliance.optionalText("control").map(text -> controlPath(base, appliance, text)),
        appliance.text("remote-shutdown").equals("allowed"));
  }

  private static Optional<AcceptSettings> boards(Section boards, List<ListenerSettings> listeners) {
    if (!boards.has("accept")) {
      return Optional.empty();
    }
    Section accept = boards.section("accept");
    String host = accept.has("host") ? ListenerReader.host(accept) : "0.0.0.0";
    int port = accept.smallNumber("port");
    for (int i = 0; i < listeners.size(); i++) {
      if (listeners.get(i).endpoint().meets(host, port)) {
        String other = "listeners[" + (i + 1) + "].port";
        accept.wrong("port", String.valueOf(port), "another port than that of " + other);
      }
    }
    return Optional.of(new AcceptSettings(host, port));
  }

  private static InDoubtSettings inDoubt(Section section) {
    String policy = section.text("policy").toUpperCase(Locale.ROOT);
    return new InDoubtSettings(
        policy.isEmpty() ? Policy.KEEP : Policy.valueOf(policy), section.duration("after"));
  }

  private static Path path(Path base, Section appliance, String key, String text) {
    Path path = base.resolve(text).normalize();
    if (Files.exists(path) && !Files.isDirectory(path)) {
      appliance.wrong(key, path + ", which is no folder", "a folder");
    }
    return path;
  }

  private static Path controlPath(Path base, Section appliance, String text) {
    Path path = base.resolve(text).normalize();
    if (Files.isDirectory(path)) {
      appliance.wrong("control", path + ", which is a folder", "the path of a socket in a folder");
    }
    return path;
  }
}
