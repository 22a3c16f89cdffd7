-- content: staff compose pages without developers; what buyers see changes when a page is published, not while it is edited
create table content_page (id text primary key, slug text not null unique, title_zh text, title_en text, draft text not null, published text, published_zh text, published_en text,
    version bigint not null, updated_at bigint not null, actor text not null);
insert into migration (prefix, number, reason, applied_at) values ('content', 1, 'staff compose pages without developers; what buyers see changes when a page is published, not while it is edited', 1772323200000000);
insert into content_page (id, slug, title_zh, title_en, draft, published, published_zh, published_en, version, updated_at, actor) values ('id', 'slug', 'title-zh', 'title-en', 'draft', 'published', 'published-zh', 'published-en', 1, 1, 'actor');
