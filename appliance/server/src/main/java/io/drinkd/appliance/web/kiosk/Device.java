package io.drinkd.appliance.web.kiosk;

import io.drinkd.appliance.service.Kiosk;
import io.drinkd.appliance.service.Kiosks;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.page.Field;
import io.drinkd.appliance.web.page.Notice;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.page.Texts;
import io.drinkd.appliance.web.page.Typed;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Which device it is: it is paired once by a code, and from then on shows a cookie. */
final class Device {

  private static final String COOKIE = "drinkd-kiosk";

  /** Browsers keep no cookie for longer; it is set anew whenever the screen is. */
  private static final Duration LIFETIME = Duration.ofDays(400);

  private final Kiosks kiosks;
  private final Renderer renderer;

  Device(Kiosks kiosks, Renderer renderer) {
    this.kiosks = kiosks;
    this.renderer = renderer;
  }

  /** The address of a kiosk's screen. */
  static String path(long kiosk) {
    return KioskPages.FOLDER + "/" + kiosk;
  }

  private CompletionStage<Optional<Kiosk>> find(Exchange exchange) {
    return exchange
        .cookies()
        .find(COOKIE)
        .map(kiosks::find)
        .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
  }

  /** Answers as the kiosk in the address, if the device is that; otherwise it is to be paired. */
  CompletionStage<Reply> as(Exchange exchange, Function<Kiosk, CompletionStage<Reply>> answer) {
    Optional<Long> wanted = Typed.number(exchange.value("id"));
    return find(exchange)
        .thenComposeAsync(
            found ->
                found
                    .filter(kiosk -> wanted.equals(Optional.of(kiosk.record().id())))
                    .map(answer)
                    .orElseGet(() -> unknown(exchange)),
            exchange.executor());
  }

  private CompletionStage<Reply> unknown(Exchange exchange) {
    return exchange.looks()
        ? form(exchange, 200, null).now()
        : Reply.seeOther(KioskPages.FOLDER).now();
  }

  /** The same, and the browser keeps for longer who it is. */
  Reply kept(Exchange exchange, Reply reply) {
    return exchange
        .cookies()
        .find(COOKIE)
        .map(secret -> reply.with(exchange.cookies().set(COOKIE, secret, LIFETIME)))
        .orElse(reply);
  }

  CompletionStage<Reply> show(Exchange exchange) {
    return exchange.reply(
        find(exchange),
        found ->
            found
                .map(kiosk -> Reply.seeOther(path(kiosk.record().id())))
                .orElseGet(() -> form(exchange, 200, null)));
  }

  /**
   * @param notice null for none
   */
  private Reply form(Exchange exchange, int status, Notice notice) {
    Map<String, Object> shown = new HashMap<>();
    shown.put("code", Field.of("code", "code"));
    shown.put("notice", notice);
    return renderer.reply(status, "kiosk/pair", renderer.frame(exchange), shown);
  }

  CompletionStage<Reply> pair(Exchange exchange) {
    return Renderer.carryOut(
        exchange,
        form -> pair(exchange, form.text("code")),
        (form, status, refused) -> {
          Texts t = renderer.frame(exchange).t();
          return form(exchange, status, KioskScreen.notice(refused, "kiosk.code.wrong", t)).now();
        });
  }

  private CompletionStage<Reply> pair(Exchange exchange, String code) {
    return kiosks
        .pair(exchange.caller(), code)
        .thenApply(
            paired ->
                Reply.seeOther(path(paired.kiosk().id()))
                    .with(exchange.cookies().set(COOKIE, paired.secret(), LIFETIME)));
  }
}
