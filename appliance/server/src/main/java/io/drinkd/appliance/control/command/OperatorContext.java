package io.drinkd.appliance.control.command;

import io.drinkd.appliance.machine.Machine;
import io.drinkd.appliance.member.MemberRecord;
import io.drinkd.appliance.service.Admin;
import io.drinkd.appliance.service.Operator;
import io.drinkd.appliance.service.Services;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a command works with.
 *
 * @param services what is open: the appliance's, or the books' alone
 * @param boards the machines and their drivers, if the command is carried out by an appliance
 * @param folder where whoever gave the command works; see {@link #file}
 * @param password what was typed, if the command asked for a password
 * @param out takes the command's answer
 * @param err takes what went wrong, a line each
 */
public record OperatorContext(
    Services services,
    Optional<Boards> boards,
    Path folder,
    Optional<String> password,
    PrintWriter out,
    PrintWriter err) {

  /** Whoever gave the command. */
  Admin admin() {
    return new Operator("root", Optional.empty()).admin();
  }

  /** The machines and their drivers, which only an appliance that runs can tell about. */
  Boards runningBoards() {
    return boards.orElseThrow(
        () ->
            new CommandFailedException("the appliance does not run, and only it knows; start it"));
  }

  /** The machine of that id or alias. */
  Machine machine(String name) {
    return runningBoards()
        .machines()
        .find(name)
        .orElseThrow(() -> new CommandFailedException("there is no machine " + name));
  }

  /** A file that the command names, as whoever gave it means it. */
  Path file(Path named) {
    return folder.resolve(named).normalize();
  }

  /** The member of that name. */
  MemberRecord member(String name) {
    return services.memberships().named(admin(), name);
  }
}
