package io.drinkd.appliance.web.rest;

import io.drinkd.appliance.service.Services;
import io.drinkd.appliance.web.exchange.Exchange;
import io.drinkd.appliance.web.exchange.Failure;
import io.drinkd.appliance.web.exchange.Reply;
import io.drinkd.appliance.web.exchange.RequestException;
import io.drinkd.appliance.web.exchange.Resource;
import io.drinkd.appliance.web.exchange.Routes;
import io.drinkd.driver.Timers;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** All calls: which class answers which method and path. */
public final class RestApi {

  /** Below which all calls are. */
  public static final String BASE = "/api/v1";

  static final String DROPS = BASE + "/drops";
  static final String MEMBERS = BASE + "/members";
  static final String TOKENS = BASE + "/tokens";

  private final Routes routes;
  private final Services services;
  private final Timers timers;

  private RestApi(Routes routes, Services services, Timers timers) {
    this.routes = routes;
    this.services = services;
    this.timers = timers;
  }

  /** Adds them to a site. */
  public static void add(Routes routes, Services services, Timers timers) {
    RestApi api = new RestApi(routes, services, timers);
    routes.get(
        BASE + "/openapi.yaml", answering("application/yaml", exchange -> Document.REPLY.now()));
    api.addMachines();
    api.addDrops();
    api.addMe();
    api.addMembers();
    api.addHouse();
  }

  /** What a call of this interface that failed is answered with. */
  public static Reply failed(Exchange exchange, Failure failure) {
    return Problem.of(exchange, failure);
  }

  private void addMachines() {
    MachinesResource machines = new MachinesResource(services, timers.clock());
    routes.getInMemory(BASE + "/machines", plain(machines::list));
    routes.get(BASE + "/machines/{id}", plain(machines::one));
    routes.patch(BASE + "/machines/{id}", plain(machines::serve));
    routes.get(BASE + "/machines/{id}/temperatures", json(machines::temperatures));
    StockResource stock = new StockResource(services);
    routes.patch(BASE + "/machines/{id}/slots/{slot}", plain(stock::change));
    routes.post(BASE + "/machines/{id}/restock", plain(stock::restock));
  }

  private void addDrops() {
    DropsResource drops = new DropsResource(services, timers);
    routes.get(DROPS, json(drops::list));
    routes.postUnblocked(DROPS, plain(drops::drop));
    routes.get(DROPS + "/{id}", plain(drops::one));
    routes.delete(DROPS + "/{id}", plain(drops::cancel));
    routes.post(DROPS + "/{id}/resolution", plain(drops::resolve));
    routes.post(DROPS + "/{id}/refund", plain(drops::refund));
  }

  private void addMe() {
    MeResource me = new MeResource(services);
    routes.get(BASE + "/me", plain(me::show));
    routes.patch(BASE + "/me", plain(me::change));
    routes.get(BASE + "/me/history", json(me::history));
    routes.put(BASE + "/me/password", plain(me::changePassword));
    TransfersResource transfers = new TransfersResource(services);
    routes.post(BASE + "/transfers", plain(transfers::give));
    routes.post(BASE + "/transfers/{id}/undo", plain(transfers::undo));
    TokensResource tokens = new TokensResource(services);
    routes.get(TOKENS, plain(tokens::list));
    routes.post(TOKENS, plain(tokens::make));
    routes.delete(TOKENS + "/{id}", plain(tokens::revoke));
  }

  private void addMembers() {
    MembersResource members = new MembersResource(services);
    routes.get(MEMBERS, json(members::list));
    routes.post(MEMBERS, plain(members::add));
    routes.post(MEMBERS + "/import", plain(members::importList));
    routes.get(MEMBERS + "/{name}", plain(members::one));
    routes.patch(MEMBERS + "/{name}", plain(members::change));
    routes.delete(MEMBERS + "/{name}", plain(members::close));
    routes.post(MEMBERS + "/{name}/grants", plain(members::grant));
    routes.get(MEMBERS + "/{name}/history", json(members::history));
  }

  private void addHouse() {
    EventsResource events = new EventsResource(services, timers);
    routes.get(BASE + "/events", answering(EventsResource.TYPE, events::stream));
    HouseResource house = new HouseResource(services, timers.clock());
    routes.get(BASE + "/audit", json(house::audit));
    routes.get(BASE + "/links", plain(house::links));
    ReportsResource reports = new ReportsResource(services, timers.clock());
    routes.get(BASE + "/reports/drops.csv", answering("text/csv", reports::drops));
    routes.get(BASE + "/reports/stock.csv", answering("text/csv", reports::stock));
  }

  /** A call that takes no parameters in the query. */
  private static Resource plain(Resource call) {
    return json(
        exchange -> {
          if (exchange.hasQuery()) {
            Inputs.query(exchange).end();
          }
          return call.answer(exchange);
        });
  }

  private static Resource json(Resource call) {
    return answering(Json.TYPE, call);
  }

  /**
   * A call that answers with that type, to whoever takes it.
   *
   * @param call throws a {@link WrongInputException} for input that cannot be so
   */
  private static Resource answering(String type, Resource call) {
    return exchange -> {
      if (!exchange.accepts(type)) {
        throw new RequestException(406, "only " + type + " is answered here");
      }
      return answered(() -> call.answer(exchange));
    };
  }

  /** What a call answers, or which of its values are wrong. */
  static CompletionStage<Reply> answered(Supplier<CompletionStage<Reply>> call) {
    try {
      return call.get();
    } catch (WrongInputException e) {
      return Problem.of(e).now();
    }
  }
}
