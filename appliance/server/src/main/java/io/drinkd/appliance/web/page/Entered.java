package io.drinkd.appliance.web.page;

import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What has become of the forms of a page: nothing yet, or one of them was carried out, or was
 * refused, and then the page shows what was typed into it once more, and why at the field that has
 * to be corrected.
 *
 * @param status of the page
 * @param name of the form that was refused; empty if none was
 * @param typed what was sent by it
 * @param refusal why; null if none was
 * @param done what was just done; null for nothing
 */
public record Entered(
    int status, String name, Optional<Form> typed, FormRefusal refusal, Notice done) {

  /** What stands behind the key of a text, in the key of one that says more. */
  private static final String MORE = ".more";

  /**
   * A page that is opened; its address may say in a word what has just been done.
   *
   * @param done what stands before that word in the key of the text for it
   */
  public static Entered nothing(Exchange exchange, String done, Texts t) {
    return of(
        200,
        exchange
            .query()
            .find("done")
            .map(word -> done + word)
            .filter(t::has)
            .map(key -> Notice.done(t.text(key), t.has(key + MORE) ? t.text(key + MORE) : ""))
            .orElse(null));
  }

  /**
   * A page of whose forms none was refused at a field.
   *
   * @param notice what it says at its top; null for nothing
   */
  public static Entered of(int status, Notice notice) {
    return new Entered(status, "", Optional.empty(), null, notice);
  }

  /**
   * Carries out a form that was sent.
   *
   * @param name of the form
   * @param deed what it does; returns where the browser is sent then
   * @param again the page, if it was refused
   */
  public static CompletionStage<Reply> carryOut(
      Exchange exchange,
      Renderer renderer,
      String name,
      Function<Form, CompletionStage<String>> deed,
      Function<Entered, CompletionStage<Reply>> again) {
    return Renderer.carryOut(
        exchange,
        form -> deed.apply(form).thenApply(Reply::seeOther),
        (form, status, refused) -> {
          FormRefusal why = FormRefusal.of(refused, form, renderer.frame(exchange).t());
          return again.apply(new Entered(status, name, Optional.of(form), why, null));
        });
  }

  /**
   * The same with what else is wrong with the form that was refused, so that all is said at once.
   */
  public Entered with(List<RefusedException> others, Texts t) {
    return typed.isEmpty() || refusal == null
        ? this
        : new Entered(status, name, typed, refusal.with(others, typed.get(), t), done);
  }

  /** Whether that form was refused. */
  public boolean isOf(String form) {
    return name.equals(form);
  }

  /** What is said above a form; null for nothing. */
  public Notice above(String form) {
    return isOf(form) && refusal != null ? refusal.above() : null;
  }

  /** A field of a form, empty unless that was refused. */
  public Field field(String form, String field) {
    return field(form, field, "");
  }

  /**
   * A field of a form with what was typed into it, and what is wrong with that.
   *
   * @param usual what stands in it if nothing was
   */
  public Field field(String form, String field, String usual) {
    Field filled = Field.of(form + "-" + field, field).with(value(form, field, usual));
    return isOf(form) && refusal != null ? refusal.judge(filled) : filled;
  }

  /** What was typed into a field or chosen; the usual if nothing was. */
  public String value(String form, String field, String usual) {
    return isOf(form) ? typed.flatMap(sent -> sent.find(field)).orElse("") : usual;
  }
}
