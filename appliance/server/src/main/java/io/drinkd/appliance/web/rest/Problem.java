package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.Printable;
import io.drinkd.appliance.failure.Refusal;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Failures as problems of RFC 9457. Each type is a place on the page that describes the calls. */
final class Problem {

  static final String TYPE = "application/problem+json";

  private static final int WRONG_INPUT = 422;
  private static final String TYPES = "/api#";

  private Problem() {}

  /** What a call failed with. */
  static Reply of(Exchange exchange, Failure failure) {
    ObjectNode json =
        failure
            .refusal()
            .map(refused -> refusal(failure.status(), refused))
            .orElseGet(() -> begun(failure.status(), word(failure.status())));
    if (!failure.detail().isEmpty()) {
      json.put("detail", Printable.seen(failure.detail()));
    }
    failure
        .refusal()
        .ifPresent(
            refused ->
                refused.drop().ifPresent(drop -> json.put("instance", RestApi.DROPS + "/" + drop)));
    return reply(failure.status(), json);
  }

  /**
   * Which values of a request cannot be so; the first rule of the house that one breaks is named.
   */
  static Reply of(WrongInputException wrong) {
    List<Fields.Mistake> mistakes = wrong.mistakes();
    ObjectNode json =
        mistakes.stream()
            .flatMap(mistake -> mistake.refusal().stream())
            .findFirst()
            .map(refusal -> refusal(WRONG_INPUT, new RefusedException(refusal)))
            .orElseGet(() -> begun(WRONG_INPUT, word(WRONG_INPUT)));
    ArrayNode fields = json.putArray("fields");
    mistakes.forEach(
        mistake ->
            fields
                .addObject()
                .put("field", Printable.seen(mistake.field()))
                .put("detail", Printable.seen(mistake.detail())));
    return reply(WRONG_INPUT, json);
  }

  private static ObjectNode refusal(int status, RefusedException refused) {
    return begun(status, refused.refusal().word())
        .put("refusal", refused.refusal().word())
        .put("code", refused.refusal().number());
  }

  private static ObjectNode begun(int status, String word) {
    return Json.object().put("type", TYPES + word).put("title", title(word)).put("status", status);
  }

  private static String title(String word) {
    if (word.equals(Refusal.POOR.word())) {
      return "Not enough credits";
    }
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1).replace('-', ' ');
  }

  /** What is wrong with a request as such. */
  static String word(int status) {
    return switch (status) {
      case 400 -> "malformed";
      case 401 -> "not-logged-in";
      case 403 -> "forbidden";
      case 404 -> "no-such-path";
      case 405 -> "no-such-method";
      case 406 -> "not-acceptable";
      case 413 -> "too-large";
      case 414 -> "too-long-address";
      case 415 -> "unknown-type";
      case 417 -> "unknown-expectation";
      case WRONG_INPUT -> "wrong-input";
      case 421 -> "other-host";
      case 426, 505 -> "unknown-version";
      case 429 -> "too-many-requests";
      case 431 -> "too-long-headers";
      case 503 -> "not-ready";
      default -> "unknown-failure";
    };
  }

  private static Reply reply(int status, ObjectNode json) {
    return Reply.of(status, Content.of(TYPE, Json.bytes(json)));
  }
}
