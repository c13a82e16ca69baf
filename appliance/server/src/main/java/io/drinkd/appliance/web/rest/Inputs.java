package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.IdempotencyKey;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a request brings, as the calls want it. */
final class Inputs {

  private static final String[] JSON = {Json.TYPE};

  /** A patch is a merge patch (RFC 7396), whether or not it says so. */
  private static final String[] PATCH = {Json.TYPE, "application/merge-patch+json"};

  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");
  private static final String KEY = "Idempotency-Key";

  private Inputs() {}

  /**
   * The parameters of the query.
   *
   * @throws RequestException if one is there twice
   */
  static Fields query(Exchange exchange) {
    Form query = exchange.query();
    Map<String, String> words = new LinkedHashMap<>();
    query.names().forEach(name -> words.put(name, query.text(name)));
    return Fields.ofWords(words);
  }

  /** A header, taken as a parameter is. */
  static Fields header(Exchange exchange, String name) {
    return Fields.ofWords(
        exchange.onlyHeader(name).map(value -> Map.of(name, value)).orElseGet(Map::of));
  }

  /**
   * Answers with what a call makes of the fields of the object in the body.
   *
   * @throws RequestException if it is of another type; the future fails so if it is no JSON
   */
  static CompletionStage<Reply> object(
      Exchange exchange, Function<Fields, CompletionStage<Reply>> call) {
    return json(exchange, json -> call.apply(Fields.of(json)));
  }

  /** The same with any JSON. */
  static CompletionStage<Reply> json(
      Exchange exchange, Function<JsonNode, CompletionStage<Reply>> call) {
    return exchange
        .body(exchange.method().equals("PATCH") ? PATCH : JSON)
        .thenCompose(bytes -> RestApi.answered(() -> call.apply(read(bytes))));
  }

  private static JsonNode read(byte[] bytes) {
    return Json.read(bytes)
        .orElseThrow(
            () ->
                new RequestException(
                    400, "the body is no JSON, or nested too deep, or has a name twice"));
  }

  /**
   * The name under which a request is made, which it has to have.
   *
   * @throws RequestException if it has none
   */
  static IdempotencyKey key(Exchange exchange) {
    String text =
        exchange
            .onlyHeader(KEY)
            .orElseThrow(
                () ->
                    new RequestException(
                        400,
                        "found no " + KEY + ", expected one: a name of yours for this request"));
    try {
      return new IdempotencyKey(text);
    } catch (RefusedException e) {
      throw new WrongInputException(
          List.of(new Fields.Mistake(KEY, e.getMessage(), Optional.of(e.refusal()))));
    }
  }

  /** The number that a part of the path is; empty if it is none that anything has. */
  static OptionalLong number(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}
