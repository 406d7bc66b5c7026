using HyperToken.Node;

return await HyperTokenCommandLine.RunAsync(args, Console.Out, Console.Error);
