package io.drinkd.client.wire;

import io.drinkd.client.failure.ExitCode;

/**
 * What the errors of the protocol mean, by their numbers: as an exit code, and as a sentence for
 * people, because the words of the wire are for those who know it.
 *
 * @param text without a full stop
 */
record Reason(ExitCode code, String text) {

  /**
   * Another number, or one with another meaning here: the server's words are the best there are.
   */
  private static final Reason UNKNOWN = new Reason(ExitCode.FAILED, "");

  /**
   * What a refusal means.
   *
   * @param number three digits
   * @param said the words behind them
   */
  static Reason of(Dialect dialect, String number, String said) {
    Reason reason =
        switch (number) {
          case "103" -> ended(said);
          case "151" -> unanswered(dialect, said);
          default -> known(number);
        };
    return reason.text.isEmpty()
        ? new Reason(reason.code, "the server refused: " + said.replaceAll("\\.$", ""))
        : reason;
  }

  private static Reason known(String number) {
    return switch (number) {
      case "100" -> new Reason(ExitCode.EMPTY, "the slot is empty");
      case "104" ->
          new Reason(ExitCode.EMPTY, "nothing is left in this machine that you can pay for");
      case "101" ->
          new Reason(ExitCode.FAILED, "the machine did not drop the drink; please tell an admin");
      case "150" ->
          new Reason(
              ExitCode.FAILED,
              "the machine cannot drop now: its door is open, or it lacks power; please tell an"
                  + " admin");
      case "175", "177" ->
          new Reason(
              ExitCode.FAILED, "the slot's motor did not drop the drink; please tell an admin");
      case "102" -> new Reason(ExitCode.DISABLED, "this slot is not on sale now");
      case "105", "409" -> new Reason(ExitCode.NOT_FOUND, "this machine has no such slot");
      case "152" -> new Reason(ExitCode.BUSY, "the machine is busy; try again in a moment");
      case "200" ->
          new Reason(ExitCode.DENIED, "you may not do that, or not with what you logged in by");
      case "201", "204" -> new Reason(ExitCode.NOT_LOGGED_IN, "log in first");
      case "202", "207", "407" ->
          new Reason(ExitCode.NOT_LOGGED_IN, "the name or the password is wrong");
      case "203" -> new Reason(ExitCode.POOR, "you do not have enough credits");
      case "205" ->
          new Reason(
              ExitCode.NOT_READY, "the server takes no more connections now; try again later");
      case "350" ->
          new Reason(
              ExitCode.NOT_READY, "the server is not ready for this now; try again in a moment");
      case "351" -> new Reason(ExitCode.NOT_READY, "nothing was measured in this machine lately");
      case "206", "402", "406" -> new Reason(ExitCode.USAGE, "");
      case "210" -> new Reason(ExitCode.USAGE, "whole credits can be given, at least 1");
      case "403" ->
          new Reason(ExitCode.USAGE, "the server does not wait so long before it drops a drink");
      case "208", "410" ->
          new Reason(
              ExitCode.NOT_FOUND, "there is no such member; capital letters and small ones differ");
      case "209" ->
          new Reason(ExitCode.FAILED, "the server does not make this gift; is it to yourself?");
      case "413" -> new Reason(ExitCode.NOT_FOUND, "name a machine");
      case "414" -> new Reason(ExitCode.NOT_FOUND, "there is no such machine");
      case "415", "451", "452" -> new Reason(ExitCode.UNSUPPORTED, "this server cannot do that");
      case "416" -> new Reason(ExitCode.AWAY, "the machine is not connected, or is out of service");
      default -> UNKNOWN;
    };
  }

  private static Reason ended(String said) {
    return said.startsWith("Cancelled")
        ? new Reason(ExitCode.CANCELLED, "the drop was cancelled; nothing was paid")
        : UNKNOWN;
  }

  /**
   * One family has a number of its own for a machine that is away, so this one means that the order
   * was sent. The other uses it for both, and names the drop if there is one in doubt.
   */
  private static Reason unanswered(Dialect dialect, String said) {
    boolean numbered = said.matches(".* Drop [0-9]{1,18}\\.?");
    if (!numbered && dialect != Dialect.CLASSIC) {
      return new Reason(ExitCode.AWAY, "the machine is not connected");
    }
    String drop = numbered ? " (drop " + said.replaceAll(".* Drop ([0-9]+)\\.?$", "$1") + ")" : "";
    return new Reason(
        ExitCode.IN_DOUBT,
        "the machine did not answer, so nobody knows whether the drink fell; its price stays on"
            + " hold until an admin decides"
            + drop);
  }
}
