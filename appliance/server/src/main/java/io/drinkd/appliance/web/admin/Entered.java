package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Field;
import io.drinkd.appliance.web.page.Notice;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What has become of the forms of a page: nothing yet, or one of them was carried out, or was
 * refused, and then the page shows what was typed into it once more.
 *
 * @param status of the page
 * @param name of the form that was refused; empty if none was
 * @param typed what was sent by it
 * @param notice null for none
 */
public record Entered(int status, String name, Optional<Form> typed, Notice notice) {

  private static final String DONE = "admin.done.";

  /** A page that is opened; its address may say what has just been done. */
  static Entered nothing(Exchange exchange, Texts t) {
    Notice done =
        exchange
            .query()
            .find("done")
            .map(word -> DONE + word)
            .filter(t::has)
            .map(t::text)
            .map(Notice::done)
            .orElse(null);
    return new Entered(200, "", Optional.empty(), done);
  }

  /**
   * Carries out a form that was sent.
   *
   * @param name of the form
   * @param deed what it does; returns where the browser is sent then
   * @param again the page, if it was refused
   */
  static CompletionStage<Reply> carryOut(
      Exchange exchange,
      Renderer renderer,
      String name,
      Function<Form, CompletionStage<String>> deed,
      Function<Entered, CompletionStage<Reply>> again) {
    return exchange
        .form()
        .thenCompose(
            form ->
                Renderer.orAgain(
                    exchange,
                    Typed.tried(() -> deed.apply(form).thenApply(Reply::seeOther)),
                    (status, refused) -> {
                      Notice why = why(refused, renderer.frame(exchange).t());
                      return again.apply(new Entered(status, name, Optional.of(form), why));
                    }));
  }

  /** Why something was refused, at length: admins have to know what to do instead. */
  static Notice why(RefusedException refused, Texts t) {
    return Renderer.notice(refused, t).withDetail(refused.getMessage());
  }

  /** Whether that form was refused. */
  public boolean isOf(String form) {
    return name.equals(form);
  }

  /** A field of a form, empty unless that was refused. */
  public Field field(String form, String field) {
    return field(form, field, "");
  }

  /**
   * A field of a form with what was typed into it.
   *
   * @param usual what stands in it if nothing was
   */
  public Field field(String form, String field, String usual) {
    return Field.of(form + "-" + field, field).with(value(form, field, usual));
  }

  /** What was typed into a field or chosen; the usual if nothing was. */
  public String value(String form, String field, String usual) {
    return isOf(form) ? typed.flatMap(sent -> sent.find(field)).orElse("") : usual;
  }
}
