package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Entered;
import io.drinkd.appliance.web.page.Frame;
import io.drinkd.appliance.web.page.Renderer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What an admin is asked on a page of its own before a form is carried out that is not usual. The
 * page has all that was typed but the field of a password, and nothing is done before it is
 * answered.
 *
 * @param text what is unusual
 * @param amount what it is about, as the answer repeats it
 * @param lines each unusual part of what would be done, if there may be several
 * @param more what else belongs to it; may be empty
 */
public record Question(String text, String amount, List<Line> lines, String more) {

  private static final String ANSWER = "sure";
  private static final String PASSWORD = "password";
  private static final Set<String> NOT_REPEATED = Set.of("form-token", ANSWER, PASSWORD);

  Question(String text, String amount) {
    this(text, amount, List.of(), "");
  }

  /**
   * One unusual part of what would be done.
   *
   * @param what it is
   * @param where in what was typed
   * @param amount that is unusual
   */
  public record Line(String what, String where, String amount) {}

  /**
   * A field of the form with a value.
   *
   * @param name how the form sends it
   */
  public record Typed(String name, String value) {}

  /**
   * Asks, carries out a form that is usual or was confirmed, or shows it again as it was sent.
   *
   * @param action the address of the form
   * @param name of the form
   * @param question what is to be asked of it; empty if nothing is
   * @param deed carries it out
   * @param again the page that has the form
   */
  static CompletionStage<Reply> before(
      Exchange exchange,
      Renderer renderer,
      String action,
      String name,
      Function<Form, CompletionStage<Optional<Question>>> question,
      Supplier<CompletionStage<Reply>> deed,
      Function<Entered, CompletionStage<Reply>> again) {
    return exchange
        .form()
        .thenCompose(
            form ->
                switch (form.find(ANSWER).orElse("")) {
                  case "yes" -> deed.get();
                  case "no" -> again.apply(new Entered(200, name, Optional.of(form), null, null));
                  default ->
                      question
                          .apply(form)
                          .thenComposeAsync(
                              asked ->
                                  asked
                                      .map(one -> one.page(exchange, renderer, action, form).now())
                                      .orElseGet(deed),
                              exchange::continueOn);
                });
  }

  private Reply page(Exchange exchange, Renderer renderer, String action, Form form) {
    Frame frame = renderer.frame(exchange);
    List<Typed> typed =
        form.names().stream()
            .filter(name -> !NOT_REPEATED.contains(name))
            .flatMap(name -> form.all(name).stream().map(value -> new Typed(name, value)))
            .toList();
    Map<String, Object> shown = new HashMap<>();
    shown.put("q", this);
    shown.put("action", action);
    shown.put("typed", typed);
    shown.put("password", form.find(PASSWORD).filter(one -> !one.isEmpty()).isPresent());
    return renderer.reply("admin/question", frame, shown);
  }
}
