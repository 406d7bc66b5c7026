using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

public sealed class Props
{
    private readonly Func<ActorBase> _produce;

    private Props(Type type, Func<ActorBase> produce)
    {
        Type = type;
        _produce = produce;
    }

    public Type Type { get; }
    public SupervisorStrategy? SupervisorStrategy { get; private init; }
    /// <summary>What is left of the props of an actor that has terminated.</summary>
    internal static Props None { get; } = new(typeof(ActorBase), () => throw new InvalidOperationException("This actor has been terminated"));
    /// <summary>Runs the actor on whichever thread tells it something; for the test kit, whose queue must be filled at once.</summary>
    internal bool RunsInline { get; private init; }
    public static Props Create<TActor>(params object?[] args) where TActor : ActorBase => Create(typeof(TActor), args);

    public static Props Create(Type type, params object?[] args)
    {
        if (type is null) throw new ArgumentNullException(nameof(type), "Props must be instantiated with an actor type.");
        if (!typeof(ActorBase).IsAssignableFrom(type)) throw new ArgumentException($"Unknown actor producer [{type.FullName}]", nameof(type));
        return new Props(type, Producer(type, args));
    }

    public static Props Create<TActor>(Expression<Func<TActor>> factory) where TActor : ActorBase
    {
        if (factory.Body is not NewExpression { Constructor: { } constructor } call)
            throw new ArgumentException("The create function must be a 'new T (args)' expression");
        var args = call.Arguments.Select(Evaluate).ToArray();
        return new Props(typeof(TActor), Producer(constructor, args));
    }

    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) =>
        new(Type, _produce) { SupervisorStrategy = supervisorStrategy, RunsInline = RunsInline };

    /// <summary>The same. There is one dispatcher here, which serves all actors in turn, so any name will do.</summary>
    public Props WithDispatcher(string dispatcher)
    {
        ArgumentException.ThrowIfNullOrEmpty(dispatcher);
        return this;
    }

    internal Props Inline() => new(Type, _produce) { SupervisorStrategy = SupervisorStrategy, RunsInline = true };

    internal ActorBase NewActor() => _produce();

    private static Func<ActorBase> Producer(Type type, object?[] args)
    {
        // Only one constructor that can be meant spares the search at every creation.
        var candidates = type.GetConstructors().Where(constructor => constructor.GetParameters().Length == args.Length).ToArray();
        if (candidates.Length == 1 && args.All(argument => argument is not null)) return Producer(candidates[0], args);
        return () => (ActorBase)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, null, args, null)!;
    }

    private static Func<ActorBase> Producer(ConstructorInfo constructor, object?[] args)
    {
        var invoker = ConstructorInvoker.Create(constructor);
        return () => (ActorBase)invoker.Invoke(args.AsSpan());
    }

    // Captured variables are fields of a closure: reading them needs no compiler. What does
    // must be compiled, not interpreted: an interpreted lambda hands copies to ref parameters, which breaks Interlocked.
    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(member.Expression is null ? null : Evaluate(member.Expression)),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object))).Compile()(),
    };
}
