package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.driver.BoardTraits.Way;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.DriverValues.MistakesException;
import io.drinkd.driver.MachineDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Two machines that would have the same board, and take each other's answers. An address that is
 * dialled is one board, unless the driver has settings that tell the boards behind it apart, as
 * with a broker or a gateway: then no two machines may have the same value of such a setting. Of
 * boards that dial in, one that does not log in has its place for itself.
 *
 * @param first the machine that had it first, in the order of their ids
 * @param second the other one
 * @param setting the setting that should tell them apart; empty if the address has one board
 * @param value what both have
 */
public record SameBoard(
    MachineSettings first, MachineSettings second, Optional<String> setting, String value) {

  /**
   * Finds such machines among those whose drivers are there, and whose settings suit them.
   *
   * @param machines in the order of their ids
   * @param drivers finds the driver of a model
   */
  public static List<SameBoard> find(
      Collection<MachineSettings> machines,
      Function<String, Optional<? extends MachineDriver>> drivers) {
    Map<String, Optional<? extends MachineDriver>> byModel = new HashMap<>();
    Function<String, Optional<? extends MachineDriver>> known =
        model -> byModel.computeIfAbsent(model, drivers);
    Map<String, Address> addresses = new HashMap<>();
    List<Visitor> visitors = new ArrayList<>();
    List<SameBoard> found = new ArrayList<>();
    for (MachineSettings machine : machines) {
      if (machine.board().link() instanceof HostAndPort dialled && dialled.port() > 0) {
        known
            .apply(machine.board().driver())
            .flatMap(driver -> identity(machine, driver))
            .ifPresent(
                identity ->
                    addresses
                        .computeIfAbsent(comparable(dialled), none -> new Address(new HashMap<>()))
                        .add(machine, identity, found));
      } else if (machine.board().link() instanceof DialIn place) {
        known
            .apply(machine.board().driver())
            .map(MachineDriver::traits)
            .filter(traits -> traits.ways().contains(Way.DIALS_IN))
            .map(traits -> new Visitor(machine, place, traits.login()))
            .filter(visitor -> visitor.login || place.namesBoard())
            .ifPresent(visitor -> visitor.addTo(visitors, found));
      }
    }
    return found;
  }

  private static String comparable(HostAndPort dialled) {
    return Addresses.comparable(dialled.host()) + " " + dialled.port();
  }

  /** A machine whose board dials in. */
  private record Visitor(MachineSettings machine, DialIn place, boolean login) {

    void addTo(List<Visitor> before, List<SameBoard> found) {
      before.stream()
          .filter(this::cannotBeToldFrom)
          .findFirst()
          .ifPresent(
              other ->
                  found.add(
                      new SameBoard(other.machine, machine, Optional.empty(), place.toString())));
      before.add(this);
    }

    private boolean cannotBeToldFrom(Visitor other) {
      boolean byLogin = login && other.login;
      return !byLogin
          && !place.excludes(other.place)
          && !isTheOnlyOneFromItsAddress(other)
          && !other.isTheOnlyOneFromItsAddress(this);
    }

    /** A board that logs in may come from anywhere else then. */
    private boolean isTheOnlyOneFromItsAddress(Visitor other) {
      return !login
          && place.address().isPresent()
          && other.login
          && other.place.address().isEmpty();
    }
  }

  /**
   * The settings that tell the machine's board apart, with their values; empty if one is none that
   * the setting can have, which is a mistake of another kind.
   */
  private static Optional<Map<String, String>> identity(
      MachineSettings machine, MachineDriver driver) {
    try {
      DriverValues values =
          DriverValues.of(driver.settings(), machine.board().settings(), machine.id());
      Map<String, String> identity = new LinkedHashMap<>();
      for (DriverSetting setting : driver.settings()) {
        if (setting.tellsBoardsApart()) {
          identity.put(setting.name(), values.shown(setting.name()));
        }
      }
      return Optional.of(identity);
    } catch (MistakesException e) {
      return Optional.empty();
    }
  }

  /** What the machines at one address have, each with who had it first. */
  private record Address(Map<Optional<Map.Entry<String, String>>, MachineSettings> taken) {

    void add(MachineSettings machine, Map<String, String> identity, List<SameBoard> found) {
      // Whoever has the whole address shares it with nobody.
      Optional<MachineSettings> other =
          identity.isEmpty()
              ? taken.values().stream().findFirst()
              : Optional.ofNullable(taken.get(Optional.<Map.Entry<String, String>>empty()));
      other.ifPresent(
          first ->
              found.add(
                  new SameBoard(
                      first, machine, Optional.empty(), machine.board().link().toString())));
      if (identity.isEmpty()) {
        taken.putIfAbsent(Optional.empty(), machine);
      }
      for (Map.Entry<String, String> one : identity.entrySet()) {
        MachineSettings first = taken.putIfAbsent(Optional.of(one), machine);
        if (first != null) {
          found.add(new SameBoard(first, machine, Optional.of(one.getKey()), one.getValue()));
        }
      }
    }
  }

  /** As a mistake in the file of the second. */
  public Mistake mistake() {
    return mistake(first);
  }

  /** As a mistake in the file of the first. */
  public Mistake mistakeOfFirst() {
    return mistake(second);
  }

  private Mistake mistake(MachineSettings other) {
    String file = MachineReader.FOLDER + "/" + other.id() + MachineFileReader.ENDING;
    return setting
        .map(
            name ->
                new Mistake(
                    "settings." + name,
                    Values.shown(value)
                        + ", which "
                        + file
                        + " has too at "
                        + second.board().link(),
                    "another value, for it tells boards at one address apart"))
        .orElseGet(
            () ->
                second.board().link() instanceof DialIn
                    ? new Mistake(
                        "accept",
                        "a board that " + value + ", as that of " + file + " may",
                        "an address: or a port: of its own, for it cannot be known by a login")
                    : new Mistake(
                        "connect",
                        value + ", which " + file + " dials already",
                        "an address that no other machine dials"));
  }

  /**
   * The same for the admin.
   *
   * @param folder that of the configuration
   */
  public SettingsError error(Path folder) {
    Mistake mistake = mistake();
    Path file =
        folder.resolve(MachineReader.FOLDER).resolve(second.id() + MachineFileReader.ENDING);
    return new SettingsError(file, mistake.name(), mistake.found(), mistake.expected());
  }
}
