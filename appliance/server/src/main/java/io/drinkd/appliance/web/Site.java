package io.drinkd.appliance.web;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.admin.AdminPages;
import io.drinkd.appliance.web.exchange.LoginBy;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.appliance.web.kiosk.KioskPages;
import io.drinkd.appliance.web.oidc.Provider;
import io.drinkd.appliance.web.page.Pages;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.appliance.web.rest.RestApi;
import io.drinkd.driver.Timers;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** All parts of the site. */
public final class Site {

  private Site() {}

  /**
   * The calls of programs, the pages of members and admins, and those of the screens beside the
   * machines. Times on pages are those of this host's zone.
   *
   * @param provider by which people may sign in as well; empty for none
   */
  public static List<Routes> parts(Services services, Timers timers, Optional<Provider> provider) {
    Clock here = timers.clock().withZone(ZoneId.systemDefault());
    Renderer renderer = new Renderer(services, here);
    Routes rest = Routes.below(RestApi.BASE, RestApi::failed, LoginBy.TOKEN_OR_SESSION);
    RestApi.add(rest, services, timers);
    Routes pages = Pages.routes(services, renderer, here, provider);
    AdminPages.add(pages, services, renderer, timers, provider.map(Provider::issuer));
    return List.of(
        rest,
        pages.withPagesAboveForms(),
        KioskPages.routes(services, renderer).withPagesAboveForms());
  }
}
