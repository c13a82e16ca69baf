/**
 * The driver of a vending machine that is run by a PLC with Modbus/TCP, such as the Coke machine of
 * the University Computer Club. {@link io.drinkd.board.uccplc.ModbusCodec} is the protocol's
 * framing, {@link io.drinkd.board.uccplc.UccplcProtocol} what is said to the machine.
 */
package io.drinkd.board.uccplc;
