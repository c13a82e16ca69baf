package io.drinkd.appliance.sunday;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.sunday.Line.Fault;
import io.drinkd.appliance.sunday.Line.Request;
import io.drinkd.appliance.sunday.Line.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestParserTest {

  private static Optional<Line> parsed(byte[] bytes) {
    return new RequestParser().parse(bytes, 0, bytes.length);
  }

  private static Line parse(String text) {
    return parsed(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  private static Request request(String verb, String... arguments) {
    return new Request(verb, List.of(arguments));
  }

  @Test
  void wordsStandBetweenRunsOfBlanks() {
    assertThat(parse(" \tDROP\t 1  2\t")).isEqualTo(request("DROP", "1", "2"));
    assertThat(parsed(new byte[0])).isEmpty();
    assertThat(parsed(new byte[] {' ', '\t', ' '})).isEmpty();
  }

  @Test
  void aVerbIgnoresCaseAndAnArgumentDoesNot() {
    assertThat(parse("stAt Bob")).isEqualTo(request("STAT", "Bob"));
  }

  @Test
  void noLetterOfAnotherScriptBecomesOneOfAVerb() {
    assertThat(parse("\u017ftat")).isEqualTo(request("\u017fTAT"));
    assertThat(parse("w\u0131tch")).isEqualTo(request("W\u0131TCH"));
  }

  @Test
  void quotesMakeOneArgument() {
    assertThat(parse("EDITSLOT 1 \"Root  Beer\" 60"))
        .isEqualTo(request("EDITSLOT", "1", "Root  Beer", "60"));
    assertThat(parse("PASS \"\"")).isEqualTo(request("PASS", ""));
    assertThat(parse("PASS \"\u00e4 \u00f6\"")).isEqualTo(request("PASS", "\u00e4 \u00f6"));
  }

  @Test
  void aQuoteInsideAWordIsJustAQuote() {
    assertThat(parse("PASS a\"b")).isEqualTo(request("PASS", "a\"b"));
    assertThat(parse("PASS \"a\"b\"")).isEqualTo(request("PASS", "a\"b"));
  }

  @Test
  void aQuoteThatIsNotClosedIsAFault() {
    assertThat(parse("PASS \"a b")).isEqualTo(new Unreadable(Fault.QUOTE_NOT_CLOSED));
    assertThat(parse("\"")).isEqualTo(new Unreadable(Fault.QUOTE_NOT_CLOSED));
  }

  @Test
  void bytesThatAreNoTextAreFaults() {
    assertThat(parsed(new byte[] {'X', (byte) 0xC3, '('})).contains(new Unreadable(Fault.BAD_UTF8));
    assertThat(parse("X\0Y")).isEqualTo(new Unreadable(Fault.NUL));
  }

  @Test
  void aRequestDoesNotShowItsArguments() {
    assertThat(parse("PASS secret").toString()).doesNotContain("secret");
  }
}
