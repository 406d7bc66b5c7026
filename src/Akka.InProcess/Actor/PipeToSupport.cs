using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>A task's outcome as a message.</summary>
public static class PipeToSupport
{
    /// <summary>
    /// Sends the task's result, or what <paramref name="success"/> makes of it; for a failed or cancelled task a
    /// <see cref="Status.Failure"/>, or what <paramref name="failure"/> makes of the exception.
    /// </summary>
    [SuppressMessage("Design", "CA1031", Justification = "Every failure goes to the recipient.")]
    public static async Task PipeTo<T>(
        this Task<T> taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<T, object>? success = null, Func<Exception, object>? failure = null)
    {
        try
        {
            var result = await taskToPipe.ConfigureAwait(false);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }

    /// <summary>As the other, for a task without a result: a success is sent only if <paramref name="success"/> makes a message.</summary>
    [SuppressMessage("Design", "CA1031", Justification = "Every failure goes to the recipient.")]
    public static async Task PipeTo(
        this Task taskToPipe, ICanTell recipient, IActorRef? sender = null, Func<object>? success = null, Func<Exception, object>? failure = null)
    {
        try
        {
            await taskToPipe.ConfigureAwait(false);
            if (success is not null) recipient.Tell(success(), sender);
        }
        catch (Exception e)
        {
            recipient.Tell(failure is null ? new Status.Failure(e) : failure(e), sender);
        }
    }
}
