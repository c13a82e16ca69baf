package io.drinkd.appliance.control;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One command of an operator.
 *
 * @param arguments the command line, without the program's name
 * @param password what was typed when the command asked for a password
 * @param folder the operator's working folder: relative file names are resolved against it, also
 *     where another process carries the command out
 * @param sudoUser what {@code SUDO_USER} says where the command was given
 */
public record CommandRequest(
    List<String> arguments, Optional<String> password, Path folder, Optional<String> sudoUser) {

  private static final int VERSION = 3;
  private static final int ARGUMENTS_MAX = 100;
  private static final int LENGTH_MAX = 10_000;

  /** Copies the arguments. */
  public CommandRequest {
    arguments = List.copyOf(arguments);
  }

  /** A command given in this process, in its working folder, without sudo. */
  public CommandRequest(List<String> arguments, Optional<String> password) {
    this(arguments, password, Path.of("").toAbsolutePath(), Optional.empty());
  }

  /**
   * @throws IOException if it is too long to be sent
   */
  void requireSendable() throws IOException {
    if (arguments.size() > ARGUMENTS_MAX
        || arguments.stream().anyMatch(argument -> argument.length() > LENGTH_MAX)
        || password.orElse("").length() > LENGTH_MAX
        || sudoUser.orElse("").length() > LENGTH_MAX) {
      throw new IOException(
          "a command has up to "
              + ARGUMENTS_MAX
              + " arguments of up to "
              + LENGTH_MAX
              + " characters each");
    }
  }

  void write(DataOutputStream out) throws IOException {
    out.writeByte(VERSION);
    out.writeShort(arguments.size());
    for (String argument : arguments) {
      out.writeUTF(argument);
    }
    out.writeBoolean(password.isPresent());
    out.writeUTF(password.orElse(""));
    out.writeUTF(folder.toString());
    out.writeUTF(sudoUser.orElse(""));
    out.flush();
  }

  /**
   * @throws IOException if it does not arrive whole, or is none; the message is one line
   */
  static CommandRequest read(DataInputStream in) throws IOException {
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
    for (int i = 0; i < count; i++) {
      arguments.add(in.readUTF());
    }
    boolean hasPassword = in.readBoolean();
    String password = in.readUTF();
    Path folder = folder(in.readUTF());
    String sudoUser = in.readUTF();
    return new CommandRequest(
        arguments,
        hasPassword ? Optional.of(password) : Optional.empty(),
        folder,
        sudoUser.isEmpty() ? Optional.empty() : Optional.of(sudoUser));
  }

  private static Path folder(String text) throws IOException {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IOException("found a working folder that no folder can have: " + e.getReason());
    }
  }

  /** Shows the command's name only: further arguments may be private, as the password is. */
  @Override
  public String toString() {
    return "command " + arguments.stream().limit(2).toList();
  }
}
