package io.drinkd.appliance.control;

import java.io.IOException;
import java.nio.file.Path;

/** A process that has a data folder for a command until its input ends. */
final class CommandProcess {

  private CommandProcess() {}

  public static void main(String[] arguments) throws IOException {
    try (DataFolder folder = DataFolder.takeForCommand(Path.of(arguments[0]))) {
      System.out.println("it has the folder");
      System.in.readAllBytes();
      System.out.println("it gives " + folder.path() + " back");
    }
  }
}
