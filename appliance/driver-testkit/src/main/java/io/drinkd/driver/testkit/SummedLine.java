package io.drinkd.driver.testkit;

import io.drinkd.driver.Checksum;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of a vocabulary with bytes that are not known when it is written: such that the driver
 * chooses, and the sum of what precedes them in the line. In hex digits these are {@code tt} and
 * {@code cs} for each byte, in texts {@code %t}, or {@code %10t} for ten of them, and {@code %c}
 * for the whole sum.
 *
 * @param checksum the driver's; empty if it declares none
 */
record SummedLine(Optional<Checksum> checksum) {

  private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
  private static final Pattern SUM = Pattern.compile("cs( ?cs)*");
  private static final Pattern TEXT_MARK = Pattern.compile("%([0-9]{0,2})t|%c");

  /** Whether the sum is in it. */
  static boolean hasSum(String line) {
    return line.contains(Script.isHex(line) ? "cs" : "%c");
  }

  /** Why a line cannot be spelled; empty if it can. */
  Optional<String> obstacle(String line) {
    if (!hasSum(line)) {
      return Optional.empty();
    }
    if (checksum.isEmpty()) {
      return Optional.of("no %c or cs, or traits that are summed(...)");
    }
    Matcher sum = SUM.matcher(inHex(line));
    return sum.find() && sum.group().replace(" ", "").length() == 2 * checksum.get().length()
        ? Optional.empty()
        : Optional.of("cs for each byte of the sum, which has " + checksum.get().length());
  }

  /** The line in hex digits, with marks for what is not known yet; a text without any as it is. */
  String inHex(String line) {
    Matcher mark = TEXT_MARK.matcher(line);
    if (Script.isHex(line) || !mark.find()) {
      return line;
    }
    int text = line.indexOf(' ') + 1;
    var hex = new StringBuilder(line.substring(0, 1)).append('x');
    int end = text;
    mark.reset();
    while (mark.find()) {
      append(hex, line.substring(end, mark.start()));
      String width = mark.group(1);
      hex.append(
          width == null
              ? " cs".repeat(checksum.map(Checksum::length).orElse(1))
              : " tt".repeat(width.isEmpty() ? 1 : Integer.parseInt(width)));
      end = mark.end();
    }
    append(hex, line.substring(end) + (line.charAt(1) == '~' ? "" : "\\n"));
    return hex.toString();
  }

  private static void append(StringBuilder hex, String text) {
    String bytes = text.isEmpty() ? "" : Script.step("<~ " + text).text();
    hex.append(bytes.isEmpty() ? "" : " ").append(EscapedBytes.hex(bytes));
  }

  /** The line with its sum, in which all other bytes are spelled out. */
  String fill(String line) {
    int mark = line.indexOf("cs");
    return !Script.isHex(line) || mark < 0
        ? line
        : SUM.matcher(line)
            .replaceFirst(HEX.formatHex(behind(Script.step(line.substring(0, mark)).text())));
  }

  /** The same with a sum that is wrong by one bit. */
  String fillWrong(String line) {
    return new SummedLine(checksum.map(SummedLine::wrong)).fill(line);
  }

  private static Checksum wrong(Checksum right) {
    return Checksum.of(
        message -> {
          byte[] sum = right.behind(message);
          sum[sum.length - 1] ^= 1;
          return sum;
        });
  }

  /** Hex digits without blanks, with the sum of the bytes that were found before it. */
  String fillDigits(String digits, String found) {
    Matcher sum = SUM.matcher(digits);
    if (!sum.find() || found.length() < sum.start() / 2) {
      return digits;
    }
    byte[] right = behind(found.substring(0, sum.start() / 2));
    return sum.replaceFirst(HexFormat.of().formatHex(right));
  }

  private byte[] behind(String bytes) {
    return checksum.orElseThrow().behind(bytes.getBytes(StandardCharsets.ISO_8859_1));
  }
}
