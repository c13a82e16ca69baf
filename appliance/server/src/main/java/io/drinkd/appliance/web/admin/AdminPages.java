package io.drinkd.appliance.web.admin;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.appliance.web.page.Renderer;
import io.drinkd.driver.Timers;
import java.time.Clock;
import java.util.Optional;

/**
 * All pages of the admins, with their addresses. Each is added as an {@link AdminResource}: before
 * it is asked, whoever is no admin is refused.
 */
public final class AdminPages {

  /** What their addresses begin with. */
  public static final String FOLDER = "/admin";

  /** What the keys of the texts begin with that say what has just been done. */
  static final String DONE = "admin.done.";

  private final Routes routes;
  private final Services services;
  private final Renderer renderer;

  private AdminPages(Routes routes, Services services, Renderer renderer) {
    this.routes = routes;
    this.services = services;
    this.renderer = renderer;
  }

  /**
   * Adds them to the pages of the house.
   *
   * @param issuer of the accounts by which members may sign in as well; empty if there are none
   */
  public static void add(
      Routes routes, Services services, Renderer renderer, Timers timers, Optional<String> issuer) {
    AdminPages pages = new AdminPages(routes, services, renderer);
    pages.house(timers);
    pages.machines();
    pages.members(timers.clock());
    pages.member(issuer);
    pages.drops();
    pages.kiosks(timers.clock());
  }

  private AdminPages get(String path, AdminResource page) {
    routes.get(FOLDER + path, page.forAdmins());
    return this;
  }

  private AdminPages post(String path, AdminResource page) {
    routes.post(FOLDER + path, page.forAdmins());
    return this;
  }

  private void house(Timers timers) {
    AdminHouse house = new AdminHouse(services, renderer);
    AdminLinks links = new AdminLinks(services, renderer, timers);
    get("", house::overview)
        .get("/todo", house::todo)
        .get("/house", house::house)
        .get("/reports", new AdminReports(services, renderer)::show)
        .get("/audit", new AdminAudit(services, renderer)::show)
        .get("/links", links::list)
        .get("/links/{id}", links::link)
        .get("/links/{id}/trace", links::trace);
  }

  private void machines() {
    AdminMachines machines = new AdminMachines(services, renderer);
    get("/machines", machines::list)
        .get("/sheet", machines::sheet)
        .get("/prices", new AdminPrices(services, renderer)::show)
        .get("/machines/{id}", machines::machine)
        .get("/machines/{id}/state", machines::state)
        .get("/machines/{id}/sheet", machines::sheetOfOne)
        .post("/machines/{id}/restock", machines::restock)
        .post("/machines/{id}/fill", machines::fill)
        .post("/machines/{id}/out-of-service", machines::takeOut)
        .post("/machines/{id}/in-service", machines::putBack)
        .get("/machines/{id}/slots/{n}", machines::slot)
        .post("/machines/{id}/slots/{n}", machines::change);
  }

  private void members(Clock clock) {
    AdminMembers members = new AdminMembers(services, renderer, clock);
    get("/members", members::list)
        .post("/members", members::add)
        .get("/new-member", members::newMember)
        .get("/import", members::importPage)
        .post("/import", members::importList);
  }

  private void member(Optional<String> issuer) {
    AdminMember member = new AdminMember(services, renderer, issuer);
    get("/members/{name}", member::show)
        .get("/members/{name}/history", member::history)
        .post("/members/{name}/grants", member::grant)
        .post("/members/{name}/floor", member::setFloor)
        .post("/members/{name}/admin", member::setAdmin)
        .post("/members/{name}/password", member::changePassword)
        .post("/members/{name}/cards", member::addCard)
        .post("/members/{name}/cards/remove", member::removeCard)
        .post("/members/{name}/outside", member::bind)
        .post("/members/{name}/outside/remove", member::unbind)
        .post("/members/{name}/name", member::rename)
        .post("/members/{name}/close", member::close);
  }

  private void drops() {
    AdminDrops drops = new AdminDrops(services, renderer);
    get("/drops", drops::list)
        .get("/drops/{id}", drops::drop)
        .post("/drops/{id}/decision", drops::decide)
        .post("/drops/{id}/refund", drops::refund);
  }

  private void kiosks(Clock clock) {
    AdminKiosks kiosks = new AdminKiosks(services, renderer, clock);
    get("/kiosks", kiosks::show)
        .post("/kiosks", kiosks::make)
        .post("/kiosks/{id}/remove", kiosks::remove);
  }
}
