package io.drinkd.appliance.web.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import io.drinkd.appliance.failure.RefusedException;
import io.drinkd.appliance.service.Caller;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.service.Viewer;
import io.drinkd.appliance.web.exchange.Content;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Form;
import io.drinkd.appliance.web.exchange.Reply;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Makes pages, and parts of pages, of templates. May be used on any thread. */
public final class Renderer {

  private static final String TYPE = "text/html; charset=utf-8";

  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final StaticFiles files = new StaticFiles();
  private final Services services;
  private final Languages languages;

  /**
   * @param clock says what time it is, and in which zone the house stands
   */
  public Renderer(Services services, Clock clock) {
    this.services = services;
    languages = new Languages(clock);
  }

  StaticFiles files() {
    return files;
  }

  /**
   * What is around the page that is asked for; to be made before its state is read. Whoever may see
   * nothing that is a member's, as at a kiosk, looks as anybody does.
   */
  public Frame frame(Exchange exchange) {
    Caller caller = exchange.caller();
    if (!caller.isLoggedIn()) {
      return frame(exchange, Visitor.anybody(exchange::formToken));
    }
    try {
      return frame(exchange, caller.viewer());
    } catch (RefusedException e) {
      return frame(exchange, Visitor.anybody(exchange::formToken));
    }
  }

  /** The same for a member whose claim is known. */
  public Frame frame(Exchange exchange, Viewer viewer) {
    return frame(exchange, Visitor.of(viewer, services.accounts(), exchange::formToken));
  }

  private Frame frame(Exchange exchange, Visitor visitor) {
    boolean isForm = exchange.method().equals("POST");
    Long place = isForm ? null : Long.valueOf(services.events().last());
    return new Frame(
        languages.texts(exchange.languages()),
        files,
        services.about().name(),
        visitor,
        exchange.path(),
        place);
  }

  /**
   * A template with what it shows.
   *
   * @param template its name without the ending, such as {@code part/card}
   */
  public Reply reply(int status, String template, Frame frame, Map<String, ?> shown) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    templates.render(template + ".jte", withFrame(frame, shown), output);
    return Reply.of(status, Content.of(TYPE, output.toByteArray()));
  }

  /** The same as text, for what is sent piece by piece. */
  public String text(String template, Frame frame, Map<String, ?> shown) {
    StringOutput output = new StringOutput();
    templates.render(template + ".jte", withFrame(frame, shown), output);
    return output.toString();
  }

  private static Map<String, Object> withFrame(Frame frame, Map<String, ?> shown) {
    Map<String, Object> all = new HashMap<>(shown);
    all.put("f", frame);
    return all;
  }

  /** The same with status 200. */
  public Reply reply(String template, Frame frame, Map<String, ?> shown) {
    return reply(200, template, frame, shown);
  }

  /** Why the house refuses something, in the words of whoever reads. */
  public static Notice notice(RefusedException refused, Texts t) {
    String usual = "refusal." + refused.refusal().name().toLowerCase(Locale.ROOT).replace('_', '-');
    String own = usual + "." + refused.about();
    String key = t.has(own) ? own : usual;
    String todo = key + ".todo";
    return Notice.refused(t.text(key), t.has(todo) ? todo(refused, todo, t) : "");
  }

  /** What to do about it, and how long to wait where that is known. */
  private static String todo(RefusedException refused, String key, Texts t) {
    return Failure.of(refused)
        .retryAfterSeconds()
        .map(seconds -> t.text(key, seconds))
        .orElseGet(() -> t.text(key));
  }

  /** The page with a form once more, which was refused. */
  @FunctionalInterface
  public interface Again {
    /**
     * The page.
     *
     * @param form what was sent
     * @param status the page's
     */
    CompletionStage<Reply> page(Form form, int status, RefusedException refused);
  }

  /**
   * Carries out a form that was sent.
   *
   * @param deed what it does
   * @param again what is answered if that is refused
   */
  public static CompletionStage<Reply> carryOut(
      Exchange exchange, Function<Form, CompletionStage<Reply>> deed, Again again) {
    return exchange
        .form()
        .thenCompose(
            form ->
                orAgain(
                    exchange,
                    Typed.tried(() -> deed.apply(form)),
                    (status, refused) -> again.page(form, status, refused)));
  }

  /**
   * What comes of a form: the reply, or the page with the form once more that says why it was
   * refused.
   *
   * @param again makes that page of the status and the refusal
   */
  public static CompletionStage<Reply> orAgain(
      Exchange exchange,
      CompletionStage<Reply> done,
      BiFunction<Integer, RefusedException, CompletionStage<Reply>> again) {
    return done.handleAsync(
            (reply, thrown) -> {
              if (thrown == null) {
                return done;
              }
              return refused(thrown).map(refused -> again(refused, again)).orElse(done);
            },
            exchange::continueOn)
        .thenCompose(reply -> reply);
  }

  private static CompletionStage<Reply> again(
      RefusedException refused,
      BiFunction<Integer, RefusedException, CompletionStage<Reply>> page) {
    Failure failure = Failure.of(refused);
    return page.apply(failure.status(), refused).thenApply(reply -> reply.with(failure.headers()));
  }

  private static Optional<RefusedException> refused(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RefusedException refused) {
        return Optional.of(refused);
      }
    }
    return Optional.empty();
  }
}
