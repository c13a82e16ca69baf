package io.drinkd.appliance.web.kiosk;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.LoginBy;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.appliance.web.page.ErrorPage;
import io.drinkd.appliance.web.page.Renderer;

/** All pages of the screens beside the machines, with their addresses. */
public final class KioskPages {

  /** What their addresses begin with. */
  static final String FOLDER = "/kiosk";

  private KioskPages() {}

  /** The part of the site that such a screen shows. */
  public static Routes routes(Services services, Renderer renderer) {
    ErrorPage errors = new ErrorPage(renderer, "kiosk/error");
    Device device = new Device(services.kiosks(), renderer);
    KioskScreen screen = new KioskScreen(services, renderer, device);
    return Routes.below(FOLDER, errors::reply, LoginBy.KIOSK)
        .get(FOLDER, device::show)
        .post(FOLDER, device::pair)
        .get(FOLDER + "/{id}", screen::show)
        .get(FOLDER + "/{id}/machine", screen::machine)
        .post(FOLDER + "/{id}/card", screen::signIn)
        .get(FOLDER + "/{id}/slots/{n}", screen::confirm)
        .post(FOLDER + "/{id}/drops", screen::order)
        .get(FOLDER + "/{id}/drops/{n}", screen::drop)
        .get(FOLDER + "/{id}/drops/{n}/way", screen::way)
        .get(FOLDER + "/{id}/end", screen::leave)
        .post(FOLDER + "/{id}/end", screen::end);
  }
}
