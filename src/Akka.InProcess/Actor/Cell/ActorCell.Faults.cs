using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;
using Akka.Event;

namespace Akka.Actor;

/// <summary>Life, failure and death. A failed actor is suspended with its children until its parent has decided.</summary>
internal sealed partial class ActorCell
{
    private ActorRefBase? _perpetrator;
    private Queue<SystemMessage>? _postponed;
    private bool _isTerminating;

    /// <summary>How far the actor is from handling signals as they come: 2 waits for children, 1 is suspended, 0 is neither.</summary>
    private int Distance => _children?.Wait is ChildrenWait.Creation or ChildrenWait.Recreation ? 2 : IsSuspended ? 1 : 0;

    /// <returns>The signals to go on with: <paramref name="rest"/>, preceded by the postponed ones if these may now be handled.</returns>
    private SystemMessage? HandleOrPostpone(SystemMessage message, SystemMessage? rest)
    {
        var before = Distance;
        if ((before == 2 && message.WaitsForChildren) || (before == 1 && message.WaitsForResume))
        {
            (_postponed ??= new Queue<SystemMessage>()).Enqueue(message);
            return rest;
        }

        try
        {
            Handle(message);
        }
        catch (Exception cause)
        {
            HandleInvokeFailure(cause);
        }

        if (_postponed is null || Distance >= before) return rest;
        foreach (var postponed in _postponed.Reverse())
        {
            postponed.Next = rest;
            rest = postponed;
        }

        _postponed = null;
        return rest;
    }

    private void Handle(SystemMessage message)
    {
        switch (message)
        {
            case Create: CreateActor(); break;
            case Failed failed: HandleFailed(failed); break;
            case Suspend: FaultSuspend(); break;
            case Resume resume: FaultResume(resume.CausedByFailure); break;
            case Recreate recreate: FaultRecreate(recreate.Cause); break;
            case Terminate: BeginTerminate(); break;
            case Watch watch: AddWatcher(watch.Watcher); break;
            case Unwatch unwatch: RemoveWatcher(unwatch.Watcher); break;
            case DeathWatchNotification gone: WatchedActorTerminated(gone); break;
        }
    }

    private void CreateActor()
    {
        try
        {
            _actor = NewActor();
            _actor.AroundPreStart();
        }
        catch (Exception e)
        {
            ClearActor();
            throw new ActorInitializationException(this, "Exception during creation", e);
        }
    }

    private void HandleInvokeFailure(Exception cause)
    {
        // A failure while failing changes nothing: the parent is already deciding.
        if (_perpetrator is not null) return;
        SuspendMailbox();
        var escalated = _currentMessage as Failed;
        _perpetrator = escalated?.Child ?? this;
        foreach (var child in Children)
            if (!ReferenceEquals(child, escalated?.Child)) child.SendSystemMessage(new Suspend());
        Parent.SendSystemMessage(new Failed(this, cause));
    }

    private void HandleFailed(Failed failed)
    {
        _currentMessage = failed;
        _sender = failed.Child;
        if (_children is null || !_children.Contains(failed.Child) || _actor is null)
            Publish(new Debug(null, Path.ToString(), GetType(), $"Dropping Failed({failed.Cause.Message}) from unknown child {failed.Child}"));
        else if (!_actor.Strategy.HandleFailure(this, failed.Child, failed.Cause))
            ExceptionDispatchInfo.Throw(failed.Cause);
    }

    private void FaultSuspend()
    {
        SuspendMailbox();
        foreach (var child in Children) child.SendSystemMessage(new Suspend());
    }

    private void FaultResume(Exception? causedByFailure)
    {
        if (_actor is null)
        {
            FaultCreate("Resume", causedByFailure);
            return;
        }

        var perpetrator = _perpetrator;
        ResumeMailbox();
        if (causedByFailure is not null) _perpetrator = null;
        foreach (var child in Children)
            child.SendSystemMessage(new Resume(ReferenceEquals(child, perpetrator) ? causedByFailure : null));
    }

    private void FaultRecreate(Exception cause)
    {
        if (_actor is not { } failed)
        {
            FaultCreate("Recreate", cause);
            return;
        }

        if (_children is { Wait: not ChildrenWait.None })
        {
            FaultResume(null);
            return;
        }

        var message = _currentMessage;
        try
        {
            failed.AroundPreRestart(cause, message);
        }
        catch (Exception e)
        {
            Publish(new Error(new PreRestartException(this, e, cause, message), Path.ToString(), failed.GetType(), e.Message));
        }

        (failed as IActorStash)?.Stash?.UnstashAll();
        ClearActor();
        if (_children?.BeginWait(ChildrenWait.Recreation, cause) is not true) FinishRecreate(cause);
    }

    private void FinishRecreate(Exception cause)
    {
        ResumeMailbox();
        _perpetrator = null;
        var survivors = Children;
        try
        {
            _actor = NewActor();
            _actor.AroundPostRestart(cause);
            foreach (var child in survivors) child.Restart(cause);
        }
        catch (Exception e)
        {
            ClearActor();
            HandleInvokeFailure(new PostRestartException(this, e, cause));
        }
    }

    /// <summary>The first creation failed and the parent wants another try.</summary>
    private void FaultCreate(string instead, Exception? cause)
    {
        Publish(new Error(null, Path.ToString(), GetType(), $"Changing {instead} into Create after {cause}"));
        StopChildren();
        if (_children?.BeginWait(ChildrenWait.Creation, cause) is not true) FinishCreate();
    }

    private void FinishCreate()
    {
        ResumeMailbox();
        _perpetrator = null;
        try
        {
            CreateActor();
        }
        catch (Exception e)
        {
            HandleInvokeFailure(e);
        }
    }

    private void BeginTerminate()
    {
        UnwatchAll();
        var first = !_isTerminating;
        _isTerminating = true;
        // The door is shut before those inside are counted, since a guardian's children come from any thread.
        _children?.BeginWait(ChildrenWait.Termination, null);
        StopChildren();
        if (_children?.BeginWait(ChildrenWait.Termination, null) is not true)
        {
            FinishTerminate();
        }
        else if (first)
        {
            SuspendMailbox();
            _perpetrator = this;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "PostStop must not keep an actor alive; the failure is logged.")]
    private void FinishTerminate()
    {
        try
        {
            _actor?.AroundPostStop();
        }
        catch (Exception e)
        {
            Publish(new Error(e, Path.ToString(), _actor!.GetType(), e.Message));
        }

        (_actor as IActorStash)?.Stash?.UnstashAll();
        CloseMailbox();
        Parent.SendSystemMessage(new DeathWatchNotification(this, existenceConfirmed: true));
        TellWatchers();
        UnwatchAll();
        ClearActor();
        Props = Props.None;
        _sender = null;
        _postponed = null;
    }

    private void HandleChildTerminated(ActorCell child)
    {
        var (wait, cause) = _children!.Remove(child);
        switch (wait)
        {
            case ChildrenWait.Recreation: FinishRecreate(cause!); break;
            case ChildrenWait.Creation: FinishCreate(); break;
            case ChildrenWait.Termination: FinishTerminate(); break;
        }
    }
}
