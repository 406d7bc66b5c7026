using System.IO.Pipelines;
using Akka.Actor;
using HyperToken.Links;
using HyperToken.Links.Channels;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Wire;

namespace HyperToken.Benchmarks.SlowLinks;

/// <summary>The other side of one pipe link, without a peer behind it.</summary>
internal sealed class FarEnd(HyperTokenExtension extension, PeerId remote)
{
    public static readonly Contact Self = new(PeerId.Derive(9, 9));
    private static readonly TimeSpan CutEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SipEvery = TimeSpan.FromMilliseconds(100);
    private const int SipBytes = 102;

    /// <summary>Links cut so far.</summary>
    public int Cuts { get; private set; }

    /// <summary>Connects, says hello, and answers a ping it was not sent, so that it counts as a contact.</summary>
    public async Task<PipeChannel> ConnectAsync()
    {
        var endpoint = extension.Network.Listen(Self, ActorRefs.Nobody);
        if (!extension.Network.TryConnect(endpoint, remote, extension.Settings.Link, out var channel))
            throw new InvalidOperationException("The publisher is not there.");

        await new FrameWriter(channel.Output, 1 << 20).WriteAsync([FrameCodec.Encode(new HelloFrame(Self)), FrameCodec.Encode(new PongFrame(1))], null);
        return channel;
    }

    /// <summary>Does what this kind of receiver does, until told to stop.</summary>
    public Task RunAsync(PipeChannel channel, Receiver receiver, CancellationToken stop) => receiver switch
    {
        Receiver.Stops => Task.CompletedTask,
        Receiver.Trickles => TrickleAsync(channel.Input, stop),
        Receiver.IsCut => CutAsync(channel, stop),
        _ => ReadAsync(channel.Input, long.MaxValue, stop),
    };

    private static async Task TrickleAsync(PipeReader input, CancellationToken stop)
    {
        while (await WaitAsync(SipEvery, stop))
            await ReadAsync(input, SipBytes, stop);
    }

    private async Task CutAsync(PipeChannel channel, CancellationToken stop)
    {
        while (await WaitAsync(CutEvery, stop))
        {
            // A length that promises more than comes.
            await channel.Output.WriteAsync(new byte[] { 0, 0, 1, 0, 1, 6, 2, 3 }, CancellationToken.None);
            channel.Close(LinkCloseReason.Gone);
            extension.Network.Release(Self.Id);
            Cuts++;
            channel = await ConnectAsync();
        }
    }

    private static async Task ReadAsync(PipeReader input, long bytes, CancellationToken stop)
    {
        try
        {
            while (bytes > 0)
            {
                var read = await input.ReadAsync(stop);
                var taken = Math.Min(bytes, read.Buffer.Length);
                input.AdvanceTo(read.Buffer.GetPosition(taken));
                bytes -= taken;
                if (read.IsCompleted)
                    return;
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private static async Task<bool> WaitAsync(TimeSpan span, CancellationToken stop)
    {
        await Task.Delay(span, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }
}
