using HyperToken.Overlay.Identity;
using HyperToken.Overlay.Peer;
using HyperToken.Overlay.Wire;

namespace HyperToken.Overlay.Broadcast.Repair;

/// <content>Who sends a digest that lacks something is told in turn.</content>
internal sealed partial class RepairExchange
{
    /// <summary>
    /// Who lacks something is told at once, but nobody in the middle of a longer exchange. Who tells of more than the latest may lack
    /// something older than those: then it is told of all that is kept.
    /// </summary>
    private void TellIfLacking(Contact from, DigestFrame digest, Instant now, IPeerOutput output)
    {
        _answered ??= new AnsweredLacks(_settings.DigestInterval);
        if (digest.HasMore || !_answered.MayAnswer(from, now))
            return;

        var scope = DigestScope.Of(digest);
        if (from.Mode == ContactMode.Leaf)
        {
            TellLeaf(from, digest, scope, now, output);
            return;
        }

        var isOfWindow = scope.IsOfWindow(_settings);
        if (!_lacks.IsIn(digest, _memory.Window, now + -scope.SpanFor(_settings, isOfWindow), isOfWindow, now))
            return;

        _answered.Answer(from, now);
        if (isOfWindow && (ReaderOf(from.Id) is not { } reader || now - reader.BegunAt >= _settings.ReturnInterval))
            Tell(Begin(from, now), wantsReply: false, now, output);
        else if (Latest(now) is { } latest)
            Send(from, latest, output);
    }

    /// <summary>
    /// A leaf is told exactly what it lacks. Nobody begins to tell a leaf, so what it missed it gets like this or never; and after a crash
    /// many leaves lack something that a burst has hidden since.
    /// </summary>
    private void TellLeaf(Contact leaf, DigestFrame digest, in DigestScope scope, Instant now, IPeerOutput output)
    {
        var isOfWindow = scope.IsOfWindow(_settings) || scope.IsOlderThanLatest(_settings);
        var lacking = _lacks.Find(digest, _memory.Window, now + -scope.SpanFor(_settings, isOfWindow), _settings.MaxDigestMessages, now);
        if (lacking.Count == 0)
            return;

        _answered!.Answer(leaf, now);
        Send(leaf, new DigestFrame(_digests.Build(lacking, now), WantsReply: false), output);
    }
}
