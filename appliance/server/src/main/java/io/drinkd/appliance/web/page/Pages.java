package io.drinkd.appliance.web.page;

import static io.drinkd.appliance.web.exchange.LoginBy.SESSION;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.appliance.web.oidc.Provider;
import java.time.Clock;
import java.util.Optional;

/**
 * All pages, with their addresses. What a page has inside a {@code data-from} is a route of its
 * own: the script fetches it anew when something has happened.
 */
public final class Pages {

  private Pages() {}

  /**
   * The part of the site that people look at.
   *
   * @param clock says what time it is, and in which zone the house stands
   * @param provider by which people may sign in as well; empty for none
   */
  public static Routes routes(
      Services services, Renderer renderer, Clock clock, Optional<Provider> provider) {
    ErrorPage errors = new ErrorPage(renderer, "error");
    Routes routes =
        Routes.below("/", (exchange, failure) -> failed(errors, exchange, failure), SESSION);
    files(routes, renderer.files());
    machines(routes, new MachinePages(services, renderer, clock));
    drops(routes, new DropPages(services, renderer));
    SignInPage signIn = new SignInPage(services, renderer, provider.isPresent());
    signIn(routes, signIn);
    FirstSignIn first = new FirstSignIn(services, renderer, clock, signIn);
    provider.ifPresent(
        one -> outside(routes, new OutsideSignIn(services, signIn, first, one), first));
    me(routes, new MePages(services, renderer));
    MyDrops own = new MyDrops(services, renderer);
    routes.get("/me/underway", own::underway).get(MyDrops.PATH, own::all);
    account(routes, new AccountPage(services, renderer, clock, provider.map(Provider::issuer)));
    routes.get("/api", new ApiPage(services, renderer)::show);
    return routes;
  }

  /** Whoever wants to look at a page and is not known signs in and then looks at it. */
  private static Reply failed(ErrorPage errors, Exchange exchange, Failure failure) {
    return failure.status() == 401 && exchange.looks()
        ? Reply.seeOther(SignInPage.path(exchange))
        : errors.reply(exchange, failure);
  }

  private static void files(Routes routes, StaticFiles files) {
    routes.get(
        StaticFiles.FOLDER + "{name}",
        exchange ->
            files
                .reply(exchange.value("name"))
                .orElseThrow(() -> new RequestException(404, "there is no such file"))
                .now());
  }

  private static void machines(Routes routes, MachinePages pages) {
    routes
        .get("/", pages::floor)
        .get("/machines/{id}", pages::machine)
        .get("/machines/{id}/card", pages::card)
        .get("/machines/{id}/state", pages::state)
        .get("/machines/{id}/slots", pages::slots)
        .get("/machines/{id}/qr.svg", pages::code)
        .get("/machines/{id}/print", pages::print);
  }

  private static void drops(Routes routes, DropPages pages) {
    routes
        .get("/machines/{id}/slots/{n}", pages::confirm)
        .get("/machines/{id}/slots/{n}/offer", pages::offer)
        .get("/machines/{id}/slots/{n}/button", pages::button)
        .post("/drops", pages::order)
        .get("/drops/{id}", pages::drop)
        .get("/drops/{id}/way", pages::way)
        .post("/drops/{id}/cancel", pages::cancel);
  }

  private static void signIn(Routes routes, SignInPage page) {
    routes.get("/login", page::show).post("/login", page::signIn).post("/logout", page::signOut);
  }

  private static void outside(Routes routes, OutsideSignIn pages, FirstSignIn first) {
    routes
        .get(OutsideSignIn.PATH, pages::begin)
        .get(OutsideSignIn.BACK, pages::end)
        .get(FirstSignIn.PATH, first::show)
        .post(FirstSignIn.PATH, first::bind);
  }

  private static void me(Routes routes, MePages pages) {
    routes
        .get("/me", pages::me)
        .get("/me/balance", pages::balance)
        .get("/me/purse", pages::purse)
        .get("/me/newest", pages::newest)
        .get("/me/honours", pages::honours)
        .get("/me/history", pages::history)
        .post("/me/gifts", pages::give)
        .post("/me/gifts/undo", pages::undo);
  }

  private static void account(Routes routes, AccountPage page) {
    routes
        .get("/me/account", page::show)
        .post("/me/public", page::setPublic)
        .post("/me/password", page::changePassword)
        .post("/me/tokens", page::makeToken)
        .post("/me/tokens/{id}/revoke", page::endToken)
        .post("/me/outside/remove", page::unbind)
        .post("/me/sign-out-everywhere", page::signOutEverywhere);
  }
}
