package io.drinkd.appliance.control.call;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An appliance has its control socket open, and does not answer there. The message is one line that
 * says which process it is, and what to do.
 */
public final class NoAnswerException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int MILLIS_A_SECOND = 1_000;

  private NoAnswerException(String message, IOException cause) {
    super(message, cause);
  }

  /**
   * @param dataFolder where the number of its process is, if known
   */
  static NoAnswerException of(
      Path socket, Optional<Path> dataFolder, int patienceMillis, IOException cause) {
    Optional<String> process = dataFolder.flatMap(NoAnswerException::holder);
    String which =
        process.isPresent()
            ? "the appliance runs as process " + process.get() + " and does not answer"
            : "the appliance at " + socket + " runs and does not answer";
    String number = process.orElse("PID");
    return new NoAnswerException(
        which
            + " within "
            + patienceMillis / MILLIS_A_SECOND
            + " s, so nothing was done; if ps "
            + number
            + " shows that it is stopped (T), kill -CONT "
            + number
            + " lets it continue, otherwise end it by kill -9 "
            + number
            + " and start it again; if its books are in a bank, see drinkd bank status",
        cause);
  }

  /** Empty if it is not known, or may not be. */
  private static Optional<String> holder(Path dataFolder) {
    try {
      String text =
          Files.readString(dataFolder.resolve(ControlPath.LOCK), StandardCharsets.US_ASCII);
      return Optional.of(text).filter(number -> number.matches("[0-9]+"));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
