package io.drinkd.board.mqtt;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.Liveness;
import io.drinkd.driver.MachineDriver;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * Boards behind an MQTT broker. A machine's {@code connect:} is the broker; the link is up while it
 * is there, and the machine while the board says so.
 */
@Extension
public final class MqttDriver implements MachineDriver {

  private static final BoardTraits TRAITS =
      BoardTraits.dialled(new Liveness(Duration.ofSeconds(30), Duration.ofSeconds(60)))
          .withIds()
          .sendingPassword();

  private static final List<DriverSetting> SETTINGS =
      List.of(
          DriverSetting.text("user", "the name at the broker, beside password:").orElse("drinkd"),
          DriverSetting.text("orders", "the topic of orders; {machine} is the machine's id")
              .orElse("drinkd/{machine}/order"),
          DriverSetting.text("results", "the topic of their results")
              .orElse("drinkd/{machine}/result"),
          DriverSetting.text("state", "the topic of the board's state, which is retained")
              .orElse("drinkd/{machine}/state"));

  @Override
  public String model() {
    return "mqtt";
  }

  @Override
  public BoardTraits traits() {
    return TRAITS;
  }

  @Override
  public List<DriverSetting> settings() {
    return SETTINGS;
  }

  @Override
  public Board open(BoardContext context) {
    var topics = new Topics(context.settings());
    return new BoardLink(context, TRAITS, new MqttCodec(topics::read), topics);
  }
}
