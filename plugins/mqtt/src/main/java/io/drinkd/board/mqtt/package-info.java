/**
 * The driver of boards behind an MQTT broker. {@link io.drinkd.board.mqtt.MqttCodec} is the
 * protocol's framing, {@link io.drinkd.board.mqtt.Topics} what is said on which topic.
 */
package io.drinkd.board.mqtt;
