using Akka.Actor;
using Akka.Event;
using HyperToken.Links.Sockets;
using HyperToken.Overlay;
using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Links;

/// <summary>The part that opens links over the network: that takes a while, and what is to be sent waits for it.</summary>
internal sealed partial class TransportActor
{
    private void Dial(Contact contact, Frame? frame, Instant now)
    {
        var verdict = _dialler is null ? Dials.Verdict.Refuse : _dials.Add(contact, frame, now);
        if (verdict == Dials.Verdict.Begin)
            Begin(contact);
        else if (verdict == Dials.Verdict.Refuse)
            Context.Parent.Tell(new SendFailed(contact, frame));
    }

    private void Begin(Contact contact) =>
        _dialler!.DialAsync(contact.Address, contact.Id, _stopDialling.Token).PipeTo(
            Self,
            success: reached => new Dialled(contact, reached.Channel, IntroducedTo: null),
            failure: _ => new DialFailed(contact));

    /// <summary>Connects to whoever listens at an address, and tells who that is.</summary>
    private void Call(string address)
    {
        var asker = Sender;
        if (_dialler is null || _drainedFor is not null)
        {
            asker.Tell(new Status.Failure(new DialException("A peer without keys, or one that is about to leave, dials nobody.")));
            return;
        }

        _dialler.DialAsync(address, expected: null, _stopDialling.Token).PipeTo(
            Self,
            success: reached => new Dialled(new Contact(reached.Remote, address), reached.Channel, asker),
            failure: failure =>
            {
                asker.Tell(new Status.Failure(failure.GetBaseException() as DialException ?? failure));
                return DialFailed.Unnoticed;
            });
    }

    /// <summary>Somebody is there, and is who was dialled.</summary>
    private void Connected(Dialled dialled)
    {
        var (contact, channel, asker) = dialled;
        var frames = asker is null ? _dials.End(contact, isReached: true, _clock.Now) : [null];
        if (frames is null)
        {
            channel.Close(LinkCloseReason.Excess);
            return;
        }

        if (_drainedFor is not null || !_self.TryAttach(channel))
        {
            channel.Close(LinkCloseReason.Leaving);
            Fail(contact, frames);
            asker?.Tell(new Status.Failure(new DialException("The peer is about to leave.")));
            return;
        }

        if (_links.TryGetValue(contact.Id, out var other) && other.IsOpen)
        {
            // Both have dialled, and the other was first.
            _self.Detach(channel);
            channel.Close(LinkCloseReason.Surplus);
            contact = other.Remote;
        }
        else if (Start(channel, contact, contact.Id) is { } link)
        {
            Began(link, contact, frames[0]);
        }

        foreach (var frame in frames)
            Open(contact, frame);

        asker?.Tell(contact);
        DialNext();
    }

    private void NotConnected(Contact? contact)
    {
        if (contact is null)
            return;

        Fail(contact, _dials.End(contact, isReached: false, _clock.Now) ?? []);
        DialNext();
    }

    private void DialNext()
    {
        while (_dials.Next() is { } next)
            Begin(next);
    }

    private void Fail(Contact contact, IReadOnlyList<Frame?> frames)
    {
        foreach (var frame in frames)
            Context.Parent.Tell(new SendFailed(contact, frame));
    }

    /// <summary>Find out who listens at an address, and open a link to it. Answered with its <see cref="Contact"/>, or a <see cref="DialException"/>.</summary>
    internal sealed record Introduce(string Address);

    /// <summary>A connection is open, and the other side has proven who it is.</summary>
    private sealed record Dialled(Contact Contact, WebSocketChannel Channel, IActorRef? IntroducedTo) : IDeadLetterSuppression;

    /// <summary>A connection could not be opened.</summary>
    private sealed record DialFailed(Contact? Contact) : IDeadLetterSuppression
    {
        /// <summary>No frame waits for it.</summary>
        public static readonly DialFailed Unnoticed = new(Contact: null);
    }
}
