package io.swarmsdk.node.internal.rpc;

import io.grpc.ClientInterceptor;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.MetadataUtils;

/** Marks calls that a manager passed on, so that two managers who disagree about the leader cannot play ping-pong. */
final class Forwarding {
    private static final Metadata.Key<String> HEADER =
            Metadata.Key.of("swarm-forwarded", Metadata.ASCII_STRING_MARSHALLER);
    private static final Context.Key<Boolean> FORWARDED = Context.keyWithDefault("swarm-forwarded", false);

    private Forwarding() {}

    /** True inside a call that another manager passed on. */
    static boolean isForwarded() {
        return FORWARDED.get();
    }

    static ClientInterceptor marker() {
        var headers = new Metadata();
        headers.put(HEADER, "1");
        return MetadataUtils.newAttachHeadersInterceptor(headers);
    }

    static ServerInterceptor reader() {
        return new ServerInterceptor() {
            @Override
            public <Q, A> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
                Context context = Context.current().withValue(FORWARDED, headers.containsKey(HEADER));
                return Contexts.interceptCall(context, call, headers, next);
            }
        };
    }
}
