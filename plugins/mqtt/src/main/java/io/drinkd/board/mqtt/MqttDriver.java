package io.drinkd.board.mqtt;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import org.pf4j.Extension;

/** Boards behind an MQTT broker, which is what {@code connect:} of their machines names. */
@Extension
public final class MqttDriver extends BoardDriver {

  public MqttDriver() {
    super(
        "mqtt",
        BoardTraits.dialled(Duration.ofSeconds(30), Duration.ofSeconds(60))
            .withIds()
            .sendingPassword(),
        DriverSetting.text("user", "the name at the broker, beside password:").orElse("drinkd"),
        topic("orders", "the topic of orders").orElse("drinkd/{machine}/order"),
        topic("results", "the topic of results").orElse("drinkd/{machine}/result"),
        topic("state", "the topic of its state").orElse("drinkd/{machine}/state"));
  }

  private static DriverSetting topic(String name, String help) {
    return DriverSetting.text(name, help).tellingBoardsApart();
  }

  @Override
  public Board open(BoardContext context) {
    var topics = new Topics(context.settings());
    return new BoardLink(context, traits(), new MqttCodec(topics::read), topics);
  }
}
