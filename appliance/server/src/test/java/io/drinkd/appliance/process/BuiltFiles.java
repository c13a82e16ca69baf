package io.drinkd.appliance.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the build makes and the processes are run from. */
final class BuiltFiles {

  private static final Path HOME =
      Path.of(System.getProperty("drinkd.home", ".")).toAbsolutePath().normalize();

  private static final Path SERVER = HOME.resolve("appliance/server/target");
  private static final Path TESTKIT = HOME.resolve("appliance/driver-testkit/target");

  private BuiltFiles() {}

  /** The folder of the drivers. */
  static Path drivers() {
    return present(HOME.resolve("plugins/target/drivers"));
  }

  /** The program itself, without its libraries. */
  static Path jar() {
    return present(SERVER.resolve("drinkd.jar"));
  }

  /**
   * Java and its options for the appliance and its commands. The archive that {@code
   * scripts/drinkd} uses halves the time of a start; where it does not fit, Java starts without it.
   */
  static List<String> applianceJava() {
    List<String> command = java();
    command.addAll(
        List.of("-XX:SharedArchiveFile=" + HOME.resolve("target/classes.jsa"), "-Xlog:cds=off"));
    return command;
  }

  /** The class path with which {@code scripts/drinkd} runs the appliance. */
  static String applianceClassPath() {
    return classPath(jar(), SERVER.resolve("lib/*"));
  }

  /** What the appliance is run by. */
  static Path script() {
    applianceClassPath();
    drivers();
    return HOME.resolve("scripts/drinkd");
  }

  /** The class path of the simulated board. */
  static String boardClassPath() {
    return classPath(present(TESTKIT.resolve("driver-testkit.jar")), TESTKIT.resolve("lib/*"));
  }

  /** A Java that starts quickly: these processes live for seconds. */
  static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    return command;
  }

  private static String classPath(Path jar, Path libraries) {
    return jar + File.pathSeparator + libraries;
  }

  private static Path present(Path built) {
    if (!Files.exists(built)) {
      throw new IllegalStateException(built + ": not built; build with: mvn package -DskipTests");
    }
    return built;
  }
}
