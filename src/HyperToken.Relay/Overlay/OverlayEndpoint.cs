using System.Net;
using HyperToken.Links;
using HyperToken.Links.Sockets;
using Microsoft.AspNetCore.Http;

namespace HyperToken.Relay.Overlay;

/// <summary>Takes the WebSockets of other peers, has both sides prove who they are, and hands them to the peer.</summary>
internal sealed class OverlayEndpoint
{
    private readonly HyperTokenPeer _peer;
    private readonly ConnectionCount _connections;
    private readonly ConnectionCount _handshakes;

    /// <exception cref="ArgumentException">The peer has no key.</exception>
    public OverlayEndpoint(HyperTokenPeer peer, OverlayListenerSettings settings)
    {
        if (peer.Keys is null)
            throw new ArgumentException("A peer that others reach over a network needs a key: PeerOptions.Keys or PeerOptions.Address.", nameof(peer));

        _peer = peer;
        _connections = new ConnectionCount(settings.MaxConnections, settings.MaxConnectionsPerAddress);
        _handshakes = new ConnectionCount(settings.MaxHandshakes, settings.MaxHandshakes);
    }

    /// <summary>Answers one request; ends when the connection it became has ended.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await RefuseAsync(context, StatusCodes.Status426UpgradeRequired, "This is where HyperToken peers connect, by WebSocket.").ConfigureAwait(false);
            return;
        }

        var address = context.Connection.RemoteIpAddress ?? IPAddress.None;
        switch (_connections.Enter(address))
        {
            case ConnectionCount.Verdict.Full:
                await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many connections.").ConfigureAwait(false);
                return;
            case ConnectionCount.Verdict.TooManyFromThere:
                await RefuseAsync(context, StatusCodes.Status429TooManyRequests, "Too many connections from this address.").ConfigureAwait(false);
                return;
        }

        try
        {
            await ConnectAsync(context).ConfigureAwait(false);
        }
        finally
        {
            _connections.Leave(address);
        }
    }

    private async Task ConnectAsync(HttpContext context)
    {
        if (_handshakes.Enter(IPAddress.None) != ConnectionCount.Verdict.Welcome)
        {
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "Too many handshakes in progress.").ConfigureAwait(false);
            return;
        }

        WebSocketChannel? channel;
        try
        {
            channel = await GreetAsync(context).ConfigureAwait(false);
        }
        finally
        {
            _handshakes.Leave(IPAddress.None);
        }

        // The request lives as long as the connection: the server ends it with the request.
        if (channel is not null)
            await channel.Ended.ConfigureAwait(false);
    }

    private async Task<WebSocketChannel?> GreetAsync(HttpContext context)
    {
        var link = _peer.Settings.Link;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_peer.Stopped, context.RequestAborted);
        limit.CancelAfter(link.HandshakeTimeout);
        var socket = await context.WebSockets.AcceptWebSocketAsync(
            new WebSocketAcceptContext { KeepAliveInterval = link.KeepAlive, KeepAliveTimeout = link.KeepAlive }).ConfigureAwait(false);
        var connection = context.Connection;
        var channel = new WebSocketChannel(socket, $"{connection.RemoteIpAddress}:{connection.RemotePort}", link.PipeBytes);
        try
        {
            var remote = await ChannelHandshake.RunAsync(channel, _peer.Keys!, isDialler: false, expected: null, limit.Token).ConfigureAwait(false);
            _peer.Accept(channel, remote);
        }
        catch (Exception failure) when (failure is DialException or OperationCanceledException or IOException or InvalidOperationException)
        {
            channel.Close(LinkCloseReason.Faulty);
        }

        return channel;
    }

    private static Task RefuseAsync(HttpContext context, int status, string why)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(why);
    }
}
