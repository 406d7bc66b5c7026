using Akka.Actor;
using HyperToken.Overlay;
using HyperToken.Overlay.Handshake;
using HyperToken.Overlay.Identity;

namespace HyperToken.Node.Peer;

/// <summary>Finds out who listens at the addresses of the seeds, and joins through them; looks again when the peer is alone.</summary>
internal sealed class SeedKeeper
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);
    private readonly HyperTokenPeer _peer;
    private readonly IReadOnlyList<string> _addresses;
    private readonly PeerOutput _output;
    private readonly DialBackoff _backoff;

    public SeedKeeper(HyperTokenPeer peer, IReadOnlyList<string> addresses, PeerOutput output)
    {
        _peer = peer;
        _addresses = addresses;
        _output = output;
        _backoff = new DialBackoff(Math.Max(1, addresses.Count), new RandomSource((ulong)Random.Shared.NextInt64()));
    }

    /// <summary>Runs until it is stopped. Every seed is tried again until it has answered once, and all of them whenever the peer knows nobody.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await JoinAsync(stop);
            do
            {
                await Task.Delay(LookEvery, stop);
            }
            while (await KnowsOthersAsync());
        }
    }

    private async Task JoinAsync(CancellationToken stop)
    {
        // Whoever answers first is joined through at once; the others are contacts more.
        var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var isFirst = 1;
        await Task.WhenAny(first.Task, Task.WhenAll(_addresses.Select(ReachAsync)));
        stop.ThrowIfCancellationRequested();

        async Task ReachAsync(string address)
        {
            var seed = await IntroduceAsync(address, stop);
            try
            {
                var joined = await _peer.JoinAsync(seed);
                if (Interlocked.Exchange(ref isFirst, 0) == 1)
                    _output.Report(new PeerJoinedEvent(1, joined.Contacts));
            }
            catch (Exception crashed) when (crashed is PeerUnavailableException or AskTimeoutException)
            {
                _output.Report(new PeerErrorEvent($"joining through {address} was cut short: {crashed.Message}"));
            }

            first.TrySetResult();
        }
    }

    private async Task<Contact> IntroduceAsync(string address, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                var seed = await _peer.IntroduceAsync(address);
                _backoff.Succeeded(address);
                return seed;
            }
            catch (Exception failure) when (failure is DialException or PeerUnavailableException or AskTimeoutException)
            {
                stop.ThrowIfCancellationRequested();
                var wait = _backoff.Failed(address, Instant.Zero) - Instant.Zero;
                _output.Report(new SeedFailedEvent(failure.Message, Math.Round(wait.TotalSeconds, 1)));
                await Task.Delay(wait, stop);
            }
        }
    }

    private async Task<bool> KnowsOthersAsync()
    {
        try
        {
            var report = await _peer.InspectAsync();
            return report.Links.Count > 0 || report.Table.Count > 0;
        }
        catch (Exception crashed) when (crashed is PeerUnavailableException or AskTimeoutException)
        {
            // A peer that begins anew joins by itself; it is looked at again.
            return true;
        }
    }
}
