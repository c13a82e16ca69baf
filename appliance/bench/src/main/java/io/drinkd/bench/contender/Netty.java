package io.drinkd.bench.contender;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.net.InetSocketAddress;

/** Netty with its line decoder on one thread, flushing when a read is over. */
final class Netty extends SimpleChannelInboundHandler<ByteBuf> {

  private static final int LONGEST_LINE = 1_024;

  private final ByteBuf reply;

  private Netty(byte[] reply) {
    this.reply =
        Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(reply)).asReadOnly();
  }

  public static void main(String[] arguments) throws InterruptedException {
    byte[] reply = Listening.reply(arguments);
    EventLoopGroup threads = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    Channel server =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, Listening.BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel
                        .pipeline()
                        .addLast(new LineBasedFrameDecoder(LONGEST_LINE), new Netty(reply));
                  }
                })
            .bind(Listening.anyPort())
            .sync()
            .channel();
    Listening.say(((InetSocketAddress) server.localAddress()).getPort());
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
    context.write(reply.duplicate());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
