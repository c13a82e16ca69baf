package io.drinkd.appliance.config;

import io.drinkd.appliance.config.MachineSettings.BoardAccess;
import io.drinkd.appliance.config.MachineSettings.DialIn;
import io.drinkd.appliance.config.MachineSettings.HostAndPort;
import io.drinkd.driver.BoardSettings;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.BoardTraits.PasswordUse;
import io.drinkd.driver.BoardTraits.Way;
import io.drinkd.driver.DriverValues;
import io.drinkd.driver.DriverValues.Mistake;
import io.drinkd.driver.DriverValues.MistakesException;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a machine's file says, against what the driver of its model declares. */
public final class ModelCheck {

  private ModelCheck() {}

  /** Whatever does not suit the model, by the keys of the machine's file; empty if all does. */
  public static List<Mistake> mistakes(MachineSettings machine, MachineDriver driver) {
    BoardTraits traits = driver.traits();
    BoardAccess board = machine.board();
    List<Mistake> mistakes = new ArrayList<>();
    linkMistake(board, traits).ifPresent(mistakes::add);
    if (traits.password() == PasswordUse.NONE && board.password().isPresent()) {
      mistakes.add(new Mistake("password", "one", "none, " + board.driver() + " boards have none"));
    }
    if (traits.password() != PasswordUse.NONE && board.password().isEmpty()) {
      mistakes.add(
          new Mistake(
              "password", "nothing", "where the board's password is kept: { file: secrets/NAME }"));
    }
    try {
      DriverValues.of(driver.settings(), board.settings(), machine.id());
    } catch (MistakesException e) {
      e.mistakes()
          .forEach(
              one ->
                  mistakes.add(new Mistake("settings." + one.name(), one.found(), one.expected())));
    }
    return mistakes;
  }

  private static Optional<Mistake> linkMistake(BoardAccess board, BoardTraits traits) {
    String model = board.driver();
    if (!(board.link() instanceof DialIn place)) {
      return traits.ways().contains(Way.DIALLED)
          ? Optional.empty()
          : Optional.of(new Mistake("connect", "it", "accept: true, " + model + " boards dial in"));
    }
    if (!traits.ways().contains(Way.DIALS_IN)) {
      return Optional.of(
          new Mistake("accept", "true", "connect: host:port, " + model + " is dialled"));
    }
    return traits.login() || place.namesBoard()
        ? Optional.empty()
        : Optional.of(
            new Mistake(
                "accept",
                "true alone",
                "address: or port: beside it, by which the board is known: "
                    + model
                    + " boards do not log in"));
  }

  /**
   * What the driver gets to know of a machine.
   *
   * @param password the board's password, if there is one
   * @throws IllegalArgumentException if there are {@link #mistakes}
   */
  public static BoardSettings settings(
      MachineSettings machine, MachineDriver driver, Optional<Secret> password) {
    BoardAccess board = machine.board();
    try {
      return new BoardSettings(
          machine.id(),
          board.link() instanceof HostAndPort dialled
              ? Optional.of(dialled.toString())
              : Optional.empty(),
          password,
          board.times().orElse(driver.traits().times()),
          machine.slotNumbers(),
          DriverValues.of(driver.settings(), board.settings(), machine.id()));
    } catch (MistakesException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
