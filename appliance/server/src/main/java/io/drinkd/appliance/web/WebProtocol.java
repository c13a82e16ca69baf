package io.drinkd.appliance.web;

import static io.drinkd.appliance.config.Setting.number;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.config.ProtocolDeclaration;
import io.drinkd.appliance.config.Setting;
import io.drinkd.appliance.config.Setting.Kind;
import io.drinkd.appliance.config.SettingValues;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.door.Door;
import io.drinkd.appliance.door.Protocol;
import io.drinkd.appliance.http.HttpDoor;
import io.drinkd.appliance.net.SharedSettings;
import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.SiteHandler;
import io.drinkd.appliance.web.exchange.SiteSettings;
import io.drinkd.appliance.web.oidc.Provider;
import io.drinkd.appliance.web.oidc.ProviderSettings;
import io.drinkd.driver.Timers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The protocol for browsers, and for programs that speak HTTP.
 *
 * @param services what may be asked through its doors
 * @param timers by which clients are slowed down
 */
public record WebProtocol(Services services, Timers timers) implements Protocol {

  private static final String PUBLIC_URL = "public-url";
  private static final String PROXIES = "trusted-proxies";
  private static final String RATE = "requests-per-second";
  private static final String RATE_OF_ADDRESS = RATE + ".address";
  private static final String HSTS = "hsts";

  private static final int TLS_PORT = 8_443;

  private static final List<Setting> SETTINGS =
      List.of(
          Setting.of(Kind.SITE, PUBLIC_URL, "where people reach it").optional(),
          Setting.of(Kind.RANGES, PROXIES, "who may say whom a request is from").optional(),
          Setting.of(Kind.SECTION, RATE, "before a client is refused").optional(),
          number(RATE_OF_ADDRESS, 1, 10_000_000, "of one address").orElse("100"),
          Setting.of(Kind.FLAG, HSTS, "whether browsers are to use TLS only").optional());

  /** Its name and settings. */
  public static final ProtocolDeclaration DECLARATION =
      ProtocolDeclaration.of(
              "web", SharedSettings.IDLE, SETTINGS, ProviderSettings.settings(PUBLIC_URL))
          .usually(Map.of("port", "8080"))
          .usuallyWithTls(TLS_PORT);

  /** Most answers are made in less than a millisecond; what takes long keeps no thread. */
  private static final int THREADS = 16;

  @Override
  public Door open(ListenerSettings settings) throws CannotListenException {
    SiteSettings site = site(settings);
    Optional<Provider> provider = ProviderSettings.of(settings.own()).map(Provider::new);
    return HttpDoor.open(
        settings,
        new HttpDoor.Shape(THREADS, SharedSettings.idle(settings), site.proxies()),
        () ->
            new SiteHandler(site, Site.parts(services, timers, provider), services, timers)
                .answers());
  }

  private static SiteSettings site(ListenerSettings listener) {
    SettingValues own = listener.own();
    return new SiteSettings(
        listener,
        own.find(PUBLIC_URL, String.class).map(WebProtocol::origin),
        own.ranges(PROXIES),
        own.number(RATE_OF_ADDRESS),
        own.find(HSTS, Boolean.class).orElse(false));
  }

  /** As browsers write it: without the slash behind it, and without the port that is usual. */
  private static String origin(String url) {
    String usual = url.startsWith("https:") ? ":443" : ":80";
    return url.replaceFirst("/$", "").replaceFirst(usual + "$", "");
  }
}
