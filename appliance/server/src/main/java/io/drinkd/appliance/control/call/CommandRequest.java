package io.drinkd.appliance.control.call;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One command of an operator.
 *
 * @param arguments the command line, without the program's name
 * @param folder the operator's working folder: relative file names are resolved against it, also
 *     where another process carries the command out
 * @param sudoUser what {@code SUDO_USER} says where the command was given
 * @param zone what {@code TZ} says there, in which times are shown and read; if nothing, they are
 *     in the zone of the computer
 * @param columns how wide the terminal is there; empty if the output goes to none
 */
public record CommandRequest(
    List<String> arguments,
    Path folder,
    Optional<String> sudoUser,
    Optional<String> zone,
    OptionalInt columns) {

  private static final int VERSION = 6;
  private static final int COLUMNS_MAX = 10_000;
  private static final int ARGUMENTS_MAX = 100;
  private static final int LENGTH_MAX = 10_000;
  private static final int TOTAL_MAX = 100_000;

  /** Copies the arguments. */
  public CommandRequest {
    arguments = List.copyOf(arguments);
  }

  /**
   * A command given in this process, in its working folder.
   *
   * @param environment the process's environment
   */
  public static CommandRequest here(List<String> arguments, Map<String, String> environment) {
    return new CommandRequest(
        arguments,
        Path.of("").toAbsolutePath(),
        Optional.ofNullable(environment.get("SUDO_USER")),
        Optional.ofNullable(environment.get("TZ")),
        columns(environment.getOrDefault("COLUMNS", "")));
  }

  private static OptionalInt columns(String text) {
    try {
      return columns(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }

  private static OptionalInt columns(int number) {
    return number > 0 && number < COLUMNS_MAX ? OptionalInt.of(number) : OptionalInt.empty();
  }

  /**
   * @throws IOException if it is longer than a command may be
   */
  void requireBounded() throws IOException {
    boolean tooLong = arguments.size() > ARGUMENTS_MAX;
    int total = 0;
    for (String argument : arguments) {
      tooLong |= argument.length() > LENGTH_MAX;
      total += argument.length();
    }
    if (tooLong
        || total > TOTAL_MAX
        || sudoUser.orElse("").length() > LENGTH_MAX
        || zone.orElse("").length() > LENGTH_MAX) {
      throw tooLong();
    }
  }

  private static IOException tooLong() {
    return new IOException(
        "a command has up to "
            + ARGUMENTS_MAX
            + " arguments of up to "
            + LENGTH_MAX
            + " characters each, and of "
            + TOTAL_MAX
            + " together");
  }

  /** Writes it so that {@link #read} understands it. */
  public void write(DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeShort(arguments.size());
    for (String argument : arguments) {
      out.writeUTF(argument);
    }
    out.writeUTF(folder.toString());
    out.writeUTF(sudoUser.orElse(""));
    out.writeUTF(zone.orElse(""));
    out.writeShort(columns.orElse(0));
    out.flush();
  }

  /**
   * Reads one.
   *
   * @throws IOException if it does not arrive whole, or is none; the message is one line
   */
  public static CommandRequest read(DataInputStream in) throws IOException {
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException(
          "found a command of version " + version + ", expected version " + VERSION);
    }
    int count = in.readUnsignedShort();
    if (count > ARGUMENTS_MAX) {
      throw new IOException(
          "found a command of " + count + " arguments, expected at most " + ARGUMENTS_MAX);
    }
    List<String> arguments = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < count; i++) {
      String argument = in.readUTF();
      total += argument.length();
      if (total > TOTAL_MAX) {
        // What follows is not even read: many at once would fill the memory.
        throw tooLong();
      }
      arguments.add(argument);
    }
    CommandRequest request =
        new CommandRequest(
            arguments,
            folder(in.readUTF()),
            unlessEmpty(in.readUTF()),
            unlessEmpty(in.readUTF()),
            columns(in.readUnsignedShort()));
    request.requireBounded();
    return request;
  }

  private static Optional<String> unlessEmpty(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  private static Path folder(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IOException("found a working folder that no folder can have: " + e.getReason());
    }
  }

  /** Whether it is the command of that name. */
  boolean isNamed(String command) {
    int at = nameAt();
    return at < arguments.size() && arguments.get(at).equals(command);
  }

  private int nameAt() {
    int at = 0;
    while (at < arguments.size() && arguments.get(at).startsWith("-")) {
      at += arguments.get(at).equals("--conf") ? 2 : 1;
    }
    return Math.min(at, arguments.size());
  }

  /** Shows the command's name only: further arguments may be private. */
  @Override
  public String toString() {
    int from = nameAt();
    return "command " + arguments.subList(from, Math.min(from + 2, arguments.size()));
  }
}
