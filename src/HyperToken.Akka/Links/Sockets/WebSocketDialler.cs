using System.Net.WebSockets;
using HyperToken.Configuration;
using HyperToken.Overlay.Identity;

namespace HyperToken.Links.Sockets;

/// <summary>Opens connections to the addresses of peers, <c>ws://</c> or <c>wss://</c>, and has both sides prove who they are.</summary>
internal sealed class WebSocketDialler
{
    private readonly KeyPair _keys;
    private readonly LinkSettings _settings;

    public WebSocketDialler(KeyPair keys, LinkSettings settings)
    {
        _keys = keys;
        _settings = settings;
    }

    /// <summary>Whether an address is one of the network.</summary>
    public static bool Reaches(string address) =>
        address.StartsWith("ws://", StringComparison.Ordinal) || address.StartsWith("wss://", StringComparison.Ordinal);

    /// <summary>Connects, and ends when the other side has proven who it is.</summary>
    /// <param name="address">Where it listens.</param>
    /// <param name="expected">Who it must be; null: anybody.</param>
    /// <param name="stop">Ends the attempt early.</param>
    /// <exception cref="DialException">Nobody answers in time, or not as expected.</exception>
    public async Task<(WebSocketChannel Channel, PeerId Remote)> DialAsync(string address, PeerId? expected, CancellationToken stop)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || !Reaches(address))
            throw new DialException($"{address} is no address of a peer; those look like ws://host:port/overlay.");

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_settings.HandshakeTimeout);
        WebSocketChannel? channel = null;
        try
        {
            channel = new WebSocketChannel(await ConnectAsync(uri, limit.Token).ConfigureAwait(false), uri.Authority, _settings.PipeBytes);
            return (channel, await ChannelHandshake.RunAsync(channel, _keys, isDialler: true, expected, limit.Token).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is not DialException)
        {
            channel?.Close(LinkCloseReason.Gone);
            throw new DialException($"{address} cannot be reached: {Describe(failure)}", failure);
        }
        catch
        {
            channel?.Close(LinkCloseReason.Gone);
            throw;
        }
    }

    private async Task<WebSocket> ConnectAsync(Uri uri, CancellationToken limit)
    {
        var socket = new ClientWebSocket();
        socket.Options.KeepAliveInterval = _settings.KeepAlive;
        socket.Options.KeepAliveTimeout = _settings.KeepAlive;
        socket.Options.Proxy = null;
        try
        {
            await socket.ConnectAsync(uri, limit).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private string Describe(Exception failure) => failure is OperationCanceledException
        ? $"it did not answer within {_settings.HandshakeTimeout.TotalSeconds:0.#} s."
        : failure.GetBaseException().Message;
}
